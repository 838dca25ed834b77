// The N identical instances of the api. Each chooses its ports at its first start, and keeps them afterwards.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Environment, randomSecret } from '@scale-out-lab/core';
import type { LauncherConfig } from '../config.js';
import { startChild, waitUntilReady } from '../process/child.js';
import { makeFolderAt } from '../process/guardian.js';
import { supervise } from '../process/supervise.js';
import { type Part, type PartContext, toPart } from './part.js';

interface InstancesOptions extends LauncherConfig {
  readonly redisUrl: string;
  readonly redisPasswordFile: string;
  /** The bearer token of their control ports. */
  readonly controlToken: string;
}

export interface InstancePart extends Part {
  /** Its second port, which nginx does not balance. */
  readonly controlUrl: string;
}

/** The message of an instance to its parent once it listens. */
interface Listening {
  readonly type: 'listening';
  readonly port: number;
  readonly controlPort: number;
}

const main = fileURLToPath(new URL('../../../api/dist/main.js', import.meta.url));

/** How long an instance may take to end by itself: it first answers its requests. */
const graceMs = 4000;

/** Starts the instance with that number, from 1. */
export type StartInstance = (number: number) => Promise<InstancePart>;

export async function startInstances(
  options: InstancesOptions,
  context: PartContext,
): Promise<InstancePart[]> {
  const start = await prepareInstances(options, context);
  return Promise.all(Array.from({ length: options.instances }, (_, index) => start(index + 1)));
}

export async function prepareInstances(
  options: InstancesOptions,
  context: PartContext,
): Promise<StartInstance> {
  const publicKeysDir = join(context.folder, 'public-keys');
  // All instances run as one user, and only that user may publish a key that they trust.
  await makeFolderAt(publicKeysDir, 'private');
  const shared: Environment = {
    ...options.forwardedEnv,
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    REDIS_URL: options.redisUrl,
    REDIS_PASSWORD_FILE: options.redisPasswordFile,
    SESSION_SECRET: options.sessionSecret ?? randomSecret(),
    JWT_SECRET: options.jwtSecret ?? randomSecret(),
    PUBLIC_KEYS_DIR: publicKeysDir,
    CONTROL_TOKEN: options.controlToken,
  };
  return (number) => {
    const clockOffset = options.clockOffsets?.[number - 1] ?? 0;
    const own = { INSTANCE_ID: `api-${number}`, CLOCK_OFFSET: String(clockOffset) };
    return startInstance(own.INSTANCE_ID, { ...shared, ...own }, context);
  };
}

async function startInstance(
  id: string,
  environment: Environment,
  context: PartContext,
): Promise<InstancePart> {
  let ports = { port: 0, controlPort: 0 }; // any
  async function start() {
    const env = { ...environment, PORT: String(ports.port), CONTROL_PORT: String(ports.controlPort) };
    const program = { name: id, command: process.execPath, args: [main], env, cwd: context.folder };
    const child = await startChild({ ...program, hasChannel: true }, context);
    let isListening = false;
    child.process.on('message', (message: Listening) => {
      isListening = message.type === 'listening';
      if (isListening) ports = message;
    });
    await waitUntilReady(child, async () => isListening);
    return child;
  }
  const supervised = await supervise(start, { ...context, graceMs });
  const controlUrl = `http://127.0.0.1:${ports.controlPort}`;
  return Object.assign(toPart(id, ports.port, supervised), { controlUrl });
}
