// The first connection of a process to Redis, and why it cannot be made, in a sentence.
import { type ExitError, missingError, type RedisEndpoint } from '@scale-out-lab/core';
import { Cluster, Redis, type RedisOptions } from 'ioredis';
import type { RedisClient } from './redis.js';

const startTimeoutMs = 5000;

/** @throws ExitError (exit code 3) when Redis has not answered or has no trusted certificate after 5 s, or refuses the password */
export async function connectRedis(redis: RedisClient): Promise<void> {
  const deadline = Date.now() + startTimeoutMs;
  let problem = '';
  let distrust = '';
  redis.on('error', (error: Error & { lastNodeError?: Error }) => {
    problem = (error.lastNodeError ?? error).message;
  });
  for (const event of ['error', 'node error']) {
    redis.on(event, ({ message }: Error) => {
      if (/certificate/.test(message)) distrust = message;
    });
  }
  redis.connect().catch(() => {});
  while (!isConnected(redis)) {
    const [refusal] = /\b(NOAUTH|WRONGPASS|ERR AUTH).*/.exec(problem) ?? [];
    if (refusal) throw unauthenticated(redis, refusal);
    if (Date.now() > deadline) throw distrust ? untrusted(redis, distrust) : await unreachable(redis);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** A primary of a Redis Cluster that does not answer is no reason to wait: the users of the others can log in. */
function isConnected(redis: RedisClient): boolean {
  const primaries = redis instanceof Cluster ? redis.nodes('master') : [];
  return redis.status === 'ready' && primaries.every(({ status }) => !/^(wait|connect)/.test(status));
}

/** Why Redis cannot be used, for each topology. */
async function unreachable(redis: RedisClient): Promise<ExitError> {
  const address = addressOf(redis);
  if (redis instanceof Cluster) return missingError(await explainCluster(redis, address));
  if (redis.options.sentinels) {
    const problem = `No sentinel at ${address} names a primary of the name "${redis.options.name}" that answers`;
    return missingError(
      `${problem}; start them, or set REDIS_URL to their addresses and the name of the primary`,
    );
  }
  const remedy = 'start it (redis-server) or set REDIS_URL to its address';
  return missingError(`Redis does not answer at ${address}; ${remedy}`);
}

async function explainCluster(redis: Cluster, address: string): Promise<string> {
  const slots = await Promise.all(startupNodes(redis).map((node) => countServedSlots(redis, node)));
  const most = Math.max(...slots);
  if (most === 0) {
    return `The Redis Cluster does not answer at ${address}; start it, or set REDIS_URL to the addresses of its nodes`;
  }
  const remedy = `see what is missing with: redis-cli --cluster check ${address.split(',')[0]}`;
  return `The Redis Cluster at ${address} serves ${most} of 16384 slots; ${remedy}`;
}

/** 0 if the node does not answer. */
async function countServedSlots(redis: Cluster, { host, port }: RedisEndpoint): Promise<number> {
  const { redisOptions } = redis.options;
  const once = { host, port, retryStrategy: () => null, lazyConnect: true };
  const node = new Redis({ ...redisOptions, ...once } as Omit<RedisOptions, 'replyMapping'>);
  node.on('error', () => {});
  try {
    await node.connect();
    return Number(/cluster_slots_ok:(\d+)/.exec(String(await node.call('CLUSTER', 'INFO')))?.[1] ?? 0);
  } catch {
    return 0;
  } finally {
    node.disconnect();
  }
}

function unauthenticated(redis: RedisClient, refusal: string): ExitError {
  const remedy = 'set REDIS_PASSWORD or REDIS_PASSWORD_FILE to its password';
  return missingError(`Redis at ${addressOf(redis)} refuses this client (${refusal}); ${remedy}`);
}

function untrusted(redis: RedisClient, distrust: string): ExitError {
  const reason = distrust.replace(/[:\s]+$/, '');
  const remedy =
    'set NODE_EXTRA_CA_CERTS to the file with its authority, and REDIS_URL to a name in the certificate';
  return missingError(
    `The certificate of Redis at ${addressOf(redis)} is not trusted (${reason}); ${remedy}`,
  );
}

function addressOf(redis: RedisClient): string {
  if (redis instanceof Cluster) return startupNodes(redis).map(hostAndPort).join(',');
  const { path, host, port, sentinels } = redis.options;
  if (sentinels) return sentinels.map(hostAndPort).join(',');
  return path ?? `${host}:${port}`;
}

/** As `createRedis` gave them; the declaration of ioredis hides them. */
function startupNodes(redis: Cluster): readonly RedisEndpoint[] {
  return Reflect.get(redis, 'startupNodes');
}

const hostAndPort = ({ host, port }: Partial<RedisEndpoint>) => `${host}:${port}`;
