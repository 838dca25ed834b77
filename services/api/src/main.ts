// The process: environment → config → app → listen → stop.
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { ExitError, exitCodes } from '@scale-out-lab/core';
import type { FastifyInstance } from 'fastify';
import { buildApp } from './app.js';
import { parseConfig, withoutRedis } from './config.js';
import { connectRedis } from './connect-redis.js';
import { createHold } from './control/hold.js';
import { buildControl } from './control/server.js';
import { findInstanceId, ownAddress } from './dns.js';
import { createRedis } from './redis.js';
import { stopOnSignal } from './stop.js';

try {
  const env = { ...process.env, INSTANCE_ID: process.env.INSTANCE_ID ?? (await findInstanceId()) };
  const config = parseConfig(env, (path) => readFileSync(path, 'utf8'));
  const hold = createHold(config);
  await hold.ended();
  const redis = createRedis(config.redisUrl, config.redisPassword);
  if (config.redisUrl === withoutRedis) redis.disconnect();
  else await connectRedis(redis);
  const app = await buildApp({ config, redis });
  app.addHook('onClose', async () => redis.disconnect());
  const stop = stopOnSignal(app);
  const port = await listen(app, config, 'PORT');
  // It is not closed while the app drains: it answers until the process ends.
  const control =
    config.control && (await buildControl({ app, token: config.control.token, secrets: config, stop, hold }));
  const controlPort = config.control && control && (await listen(control, config.control, 'CONTROL_PORT'));
  process.send?.({ type: 'listening', port, controlPort });
} catch (error) {
  console.error(error instanceof ExitError ? error.message : error);
  process.exit(error instanceof ExitError ? error.exitCode : 1);
}

/** Resolves to the port. @throws ExitError (exit code 3) that names the variable to set */
async function listen(
  server: FastifyInstance,
  { host, port }: { host: string; port: number },
  variable: string,
): Promise<number> {
  await server.listen({ host: await ownAddress(host), port }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error;
    throw new ExitError(
      exitCodes.missing,
      `The port cannot be used (${error.message}); set ${variable} to a free one`,
    );
  });
  return (server.server.address() as AddressInfo).port;
}
