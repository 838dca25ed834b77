// The process: environment → config → app → listen → stop.
import { readFileSync } from 'node:fs';
import { connectRedis, createRedis, findInstanceId, listen } from '@scale-out-lab/api';
import { reportFailure } from '@scale-out-lab/core';
import { onStopSignal } from '@scale-out-lab/http';
import { buildApp } from './app.js';
import { parseConfig } from './config.js';

/** Longer than the last answers may take. */
const graceMs = 3000;

try {
  const env = { ...process.env, INSTANCE_ID: process.env.INSTANCE_ID || (await findInstanceId()) };
  const config = parseConfig(env, (path) => readFileSync(path, 'utf8'));
  const redis = config.state === 'redis' ? createRedis(config.redisUrl, config.redisPassword) : undefined;
  if (redis) await connectRedis(redis);
  const app = await buildApp({ config, redis });
  const stop = async () => {
    setTimeout(() => process.exit(0), graceMs).unref();
    await app.close();
    process.exit(0);
  };
  onStopSignal(stop);
  process.once('disconnect', stop);
  const port = await listen(app, config);
  process.send?.({ type: 'listening', port });
} catch (error) {
  process.exit(reportFailure(error));
}
