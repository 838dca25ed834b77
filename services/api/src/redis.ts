// The connection to Redis: fails fast, and recovers by itself.
import { createConnection, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { ExitError, exitCodes } from '@scale-out-lab/core';
import { AbstractConnector, Redis, type RedisOptions } from 'ioredis';
import { lookUp } from './dns.js';

const startTimeoutMs = 5000;

/** A command may wait for a pipeline in flight, so a frozen Redis fails commands after at most twice this. */
const commandTimeoutMs = 250;

/** How long an answer may be late before its connection is closed. An idle connection stays open. */
const silenceMs = 1000;

/** The shortest interval between reconnections because Redis accepts no writes at this address. */
const readOnlyRetryMs = 1000;

/**
 * A client that answers or fails within about half a second, whatever the state of Redis. Once Redis is healthy at the
 * same address, the client is ready within three seconds, even if the old connection went silent or leads to a replica.
 * Commands are never queued while Redis is away, and never sent twice, since a command that timed out may still run.
 * They are pipelined: the commands of one tick of the event loop share one write.
 * @param password of the user in the URL, or of the default user
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
    // A silent Redis does not answer a goodbye either.
    disconnectTimeout: 100,
    retryStrategy: (attempt) => Math.min(50 * attempt, 150),
    reconnectOnError: atMostEvery(readOnlyRetryMs, isReadOnly),
  });
  // Without a listener an unreachable Redis would crash the process; each command reports its own failure.
  redis.on('error', () => {});
  return redis;
}

/** A primary has become a replica. A new connection to the same address may reach the new primary. */
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

/** Opens a connection as ioredis does, but with a look-up of the name that fails fast. */
class RedisConnector extends AbstractConnector {
  private readonly options: RedisOptions;

  /** @param options the client's own; ioredis declares them as unknown */
  constructor(options: unknown) {
    super((options as RedisOptions).disconnectTimeout ?? 2000);
    this.options = options as RedisOptions;
  }

  async connect(): Promise<Socket> {
    const { path, host = '127.0.0.1', port = 6379, tls } = this.options;
    const address = path ? { path } : { host, port, lookup: lookUp };
    const stream = tls ? connectTls({ servername: host, ...address, ...tls }) : createConnection(address);
    stream.once('error', (error) => {
      this.firstError = error;
    });
    this.stream = stream;
    return stream;
  }
}
