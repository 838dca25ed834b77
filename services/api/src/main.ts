// The process: environment → config → app → listen → stop.
import { readFileSync } from 'node:fs';
import { reportFailure } from '@scale-out-lab/core';
import { buildApp } from './app.js';
import { parseConfig, withoutRedis } from './config.js';
import { connectRedis } from './connect-redis.js';
import { createHold } from './control/hold.js';
import { buildControl } from './control/server.js';
import { findInstanceId } from './dns.js';
import { listen } from './listen.js';
import { createRedis } from './redis.js';
import { stopOnSignal } from './stop.js';

try {
  const env = { ...process.env, INSTANCE_ID: process.env.INSTANCE_ID || (await findInstanceId()) };
  const config = parseConfig(env, (path) => readFileSync(path, 'utf8'));
  const hold = createHold(config);
  await hold.ended();
  const redis = createRedis(config.redisUrl, config.redisPassword);
  if (config.redisUrl === withoutRedis) redis.disconnect();
  else await connectRedis(redis);
  const app = await buildApp({ config, redis });
  app.addHook('onClose', async () => redis.disconnect());
  const stop = stopOnSignal(app);
  const port = await listen(app, config);
  // It is not closed while the app drains: it answers until the process ends.
  const control =
    config.control && (await buildControl({ app, token: config.control.token, secrets: config, stop, hold }));
  const controlPort = config.control && control && (await listen(control, config.control, 'CONTROL_'));
  process.send?.({ type: 'listening', port, controlPort });
} catch (error) {
  process.exit(reportFailure(error));
}
