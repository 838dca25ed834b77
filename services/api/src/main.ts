// The process: environment → config → app → listen → stop.
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { buildApp } from './app.js';
import { parseConfig } from './config.js';
import { findInstanceId } from './instance-id.js';
import { connectRedis, createRedis } from './redis.js';
import { StartError } from './start-error.js';
import { stopOnSignal } from './stop.js';

try {
  const env = { ...process.env, INSTANCE_ID: process.env.INSTANCE_ID ?? (await findInstanceId()) };
  const config = parseConfig(env, (path) => readFileSync(path, 'utf8'));
  const redis = createRedis(config.redisUrl);
  await connectRedis(redis);
  const app = await buildApp({ config, redis });
  app.addHook('onClose', async () => redis.disconnect());
  stopOnSignal(app);
  await app.listen({ host: config.host, port: config.port }).catch(explainListenError);
  const { port } = app.server.address() as AddressInfo;
  process.send?.({ type: 'listening', port });
} catch (error) {
  console.error(error instanceof StartError ? error.message : error);
  process.exit(error instanceof StartError ? error.exitCode : 1);
}

function explainListenError(error: NodeJS.ErrnoException): never {
  if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error;
  throw new StartError(3, `The port cannot be used (${error.message}); set PORT to a free one`);
}
