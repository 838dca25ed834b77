// The N identical instances of the api. Each chooses its port at its first start, and keeps it afterwards.
import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Environment, LauncherConfig } from '../config.js';
import { startChild } from '../process/child.js';
import { supervise } from '../process/supervise.js';
import { waitUntilReady } from '../process/wait-until-ready.js';
import { type Part, type PartContext, toPart } from './part.js';

interface InstancesOptions extends LauncherConfig {
  readonly redisUrl: string;
}

const main = fileURLToPath(new URL('../../../api/dist/main.js', import.meta.url));

/** How long an instance may take to end by itself: it answers first what it was asked. */
const graceMs = 4000;

/** Starts the instance with that number, from 1; what all have in common is decided once. */
export type StartInstance = (number: number) => Promise<Part>;

export async function startInstances(options: InstancesOptions, context: PartContext): Promise<Part[]> {
  const start = await prepareInstances(options, context);
  return Promise.all(Array.from({ length: options.instances }, (_, index) => start(index + 1)));
}

export async function prepareInstances(
  options: InstancesOptions,
  context: PartContext,
): Promise<StartInstance> {
  const publicKeysDir = join(context.folder, 'public-keys');
  await mkdir(publicKeysDir);
  const shared: Environment = {
    ...options.passedOn,
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    REDIS_URL: options.redisUrl,
    SESSION_SECRET: options.sessionSecret ?? randomSecret(),
    JWT_SECRET: options.jwtSecret ?? randomSecret(),
    PUBLIC_KEYS_DIR: publicKeysDir,
  };
  return (number) => {
    const clockOffset = options.clockOffsets?.[number - 1] ?? 0;
    const own = { INSTANCE_ID: `api-${number}`, CLOCK_OFFSET: String(clockOffset) };
    return startInstance(own.INSTANCE_ID, { ...shared, ...own }, context);
  };
}

async function startInstance(id: string, environment: Environment, context: PartContext): Promise<Part> {
  let port = 0; // any
  async function start() {
    const env = { ...environment, PORT: String(port) };
    const program = { name: id, command: process.execPath, args: [main], env, cwd: context.folder };
    const child = await startChild({ ...program, hasChannel: true }, context);
    let isListening = false;
    child.process.on('message', (message: { type?: string; port: number }) => {
      isListening = message.type === 'listening';
      if (isListening) port = message.port;
    });
    await waitUntilReady(child, async () => isListening);
    return child;
  }
  const supervised = await supervise(start, { ...context, graceMs });
  return toPart(id, port, supervised);
}

function randomSecret(): string {
  return randomBytes(32).toString('base64url');
}
