// The N identical instances of the api.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Environment, randomSecret } from '@scale-out-lab/core';
import type { LauncherConfig } from '../config.js';
import { makeFolderAt } from '../process/guardian.js';
import type { Part, PartContext } from './part.js';
import { startServer } from './part.js';
import { labNames, labUrl } from './providers.js';

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

const main = fileURLToPath(new URL('../../../api/dist/server/main.js', import.meta.url));

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
    // The page demonstrates a weak secret. An instance that is started alone does not have it.
    WEAK_SECRET: 'on',
    ...options.forwardedEnv,
    ...options.tracingEnv,
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    ...labNames(options),
    PROVIDER_URL: labUrl(options),
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
  const program = { id, main, environment, ports: { port: 0, controlPort: 0 } };
  const { part, ports } = await startServer(program, context);
  return Object.assign(part, { controlUrl: `http://127.0.0.1:${ports.controlPort}` });
}
