// The connection to Redis: fails fast and closed, and comes back by itself.
import { Redis } from 'ioredis';
import { RedisConnector } from './redis-connector.js';
import { StartError } from './start-error.js';

const startTimeoutMs = 5000;

/** A command may wait for a pipeline that is under way, so a frozen Redis is noticed after twice this at most. */
const commandTimeoutMs = 250;

/**
 * A client that answers or fails in about half a second at most, whatever state Redis is in. Commands are never queued while
 * it is away nor sent twice, since a command that timed out may still be carried out. They are pipelined: those of one
 * tick of the event loop share one write.
 */
export function createRedis(url: string): Redis {
  const redis = new Redis(url, {
    Connector: RedisConnector,
    lazyConnect: true,
    enableOfflineQueue: false,
    enableAutoPipelining: true,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    commandTimeout: commandTimeoutMs,
    connectTimeout: 500,
    retryStrategy: (attempt) => Math.min(50 * attempt, 250),
  });
  // Without a listener an unreachable Redis would end the process; each command reports its own failure.
  redis.on('error', () => {});
  return redis;
}

/** @throws StartError (exit code 3) when Redis has not answered after five seconds. */
export async function connectRedis(redis: Redis): Promise<void> {
  const deadline = Date.now() + startTimeoutMs;
  redis.connect().catch(() => {});
  while (redis.status !== 'ready') {
    if (Date.now() > deadline) throw unreachable(redis);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function unreachable(redis: Redis): StartError {
  const { path, host, port } = redis.options;
  const address = path ?? `${host}:${port}`;
  return new StartError(
    3,
    `Redis does not answer at ${address}; start it (redis-server) or set REDIS_URL to where it is`,
  );
}
