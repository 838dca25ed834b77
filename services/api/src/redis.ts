// The connection to Redis: fails fast and closed, and comes back by itself.
import { ExitError, exitCodes } from '@scale-out-lab/core';
import { Redis } from 'ioredis';
import { RedisConnector } from './redis-connector.js';

const startTimeoutMs = 5000;

/** A command may wait for a pipeline that is under way, so a frozen Redis is noticed after twice this at most. */
const commandTimeoutMs = 250;

/** How long a connection may owe an answer before it is closed. A connection that owes none is left alone. */
const silenceMs = 1000;

/** How often a connection is opened again because Redis takes no writes there. */
const readOnlyRetryMs = 1000;

/**
 * A client that answers or fails in about half a second at most, whatever state Redis is in. It is ready again within
 * three seconds of a healthy Redis at the same address, though the old connection died in silence or leads to a replica.
 * Commands are never queued while Redis is away nor sent twice, since a command that timed out may still be carried out.
 * They are pipelined: those of one tick of the event loop share one write.
 * @param password of the user that the URL names, or of the default user
 */
export function createRedis(url: string, password?: string): Redis {
  const redis = new Redis(url, {
    ...(password && { password }),
    Connector: RedisConnector,
    lazyConnect: true,
    enableOfflineQueue: false,
    enableAutoPipelining: true,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    commandTimeout: commandTimeoutMs,
    connectTimeout: 500,
    socketTimeout: silenceMs,
    // What does not answer does not say goodbye either.
    disconnectTimeout: 100,
    retryStrategy: (attempt) => Math.min(50 * attempt, 150),
    reconnectOnError: atMostEvery(readOnlyRetryMs, isReadOnly),
  });
  // Without a listener an unreachable Redis would end the process; each command reports its own failure.
  redis.on('error', () => {});
  return redis;
}

/** A primary has become a replica: its address may lead to the new primary by now, but only for a new connection. */
function isReadOnly({ message }: Error): boolean {
  return message.includes('READONLY');
}

function atMostEvery(ms: number, isDue: (error: Error) => boolean): (error: Error) => boolean {
  let last = Number.NEGATIVE_INFINITY;
  return (error) => {
    if (!isDue(error) || performance.now() - last < ms) return false;
    last = performance.now();
    return true;
  };
}

/** @throws ExitError (exit code 3) when Redis has not answered after five seconds, or refuses the password. */
export async function connectRedis(redis: Redis): Promise<void> {
  const deadline = Date.now() + startTimeoutMs;
  let refusal: string | undefined;
  redis.on('error', ({ name, message }: Error) => {
    if (name === 'ReplyError') refusal = message;
  });
  redis.connect().catch(() => {});
  while (redis.status !== 'ready') {
    if (refusal && /^(NOAUTH|WRONGPASS|ERR AUTH)/.test(refusal)) throw unauthenticated(redis, refusal);
    if (Date.now() > deadline) throw unreachable(redis);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function unreachable(redis: Redis): ExitError {
  const remedy = 'start it (redis-server) or set REDIS_URL to where it is';
  return new ExitError(exitCodes.missing, `Redis does not answer at ${addressOf(redis)}; ${remedy}`);
}

function unauthenticated(redis: Redis, refusal: string): ExitError {
  const remedy = 'set REDIS_PASSWORD or REDIS_PASSWORD_FILE to its password';
  return new ExitError(
    exitCodes.missing,
    `Redis at ${addressOf(redis)} refuses this client (${refusal}); ${remedy}`,
  );
}

function addressOf({ options: { path, host, port } }: Redis): string {
  return path ?? `${host}:${port}`;
}
