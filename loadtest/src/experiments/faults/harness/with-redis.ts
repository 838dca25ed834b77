// One server of Redis, polled on a separate connection.
import { missingError } from '@scale-out-lab/core';
import type { Redis } from 'ioredis';

const timeoutMs = 2000;

export type RedisClient = Redis;

export interface RedisAddress {
  /** Such as redis://127.0.0.1:6379. A password in it is never printed. */
  readonly url: string;
  /** Undefined where Redis needs none, or the URL holds it. */
  readonly password?: string | undefined;
}

/** @throws ExitError when Redis does not answer, or answers with an error */
export async function withRedis<Result>(
  { url, password }: RedisAddress,
  use: (redis: Redis) => Promise<Result>,
): Promise<Result> {
  const settings = { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 };
  // Loaded here because it slows the start of every command.
  const { Redis: Client } = await import('ioredis');
  const redis = new Client(url, {
    ...settings,
    ...(password && { password }),
    connectTimeout: timeoutMs,
    commandTimeout: timeoutMs,
  });
  let reason: unknown;
  redis.on('error', (error) => {
    reason = error;
  });
  try {
    await redis.connect();
    return await use(redis);
  } catch (cause) {
    const { message } = (reason ?? cause) as Error;
    const remedy = /NOAUTH|WRONGPASS/.test(message)
      ? 'Set REDIS_PASSWORD, or REDIS_PASSWORD_FILE to its file'
      : 'Start the lab, or name another address with --redis';
    const sentence = `Redis at ${withoutPassword(url)}: ${message.replace(/\.$/, '')}. ${remedy}.`;
    throw missingError(sentence, { cause });
  } finally {
    redis.disconnect();
  }
}

/** Ends a server or a sentinel at once, without saving. */
export async function shutDown(redis: Redis): Promise<void> {
  // It answers only by closing the connection.
  const closed = new Promise<void>((resolve) => redis.once('end', resolve));
  await Promise.race([closed, redis.call('SHUTDOWN', 'NOSAVE', 'NOW', 'FORCE').catch(ignoreClosing)]);
  await closed;
}

function ignoreClosing(error: Error): void {
  if (error.name === 'ReplyError') throw error;
}

function withoutPassword(url: string): string {
  return url.replace(/\/\/.*@/, '//…@');
}
