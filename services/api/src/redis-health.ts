// Watches the health of Redis for /readyz and the log. It queries Redis every second, so that a silently lost connection
// is noticed before a user needs it.
import { Cluster, type Redis } from 'ioredis';
import type { RedisClient } from './redis.js';

interface RedisHealth {
  /** Why the modes that need Redis refuse requests now, as a sentence. */
  readonly problem: string | undefined;
  /** A risk that they lose log-ins later, as a sentence. */
  readonly warning: string | undefined;
}

export type RedisWatch = ReturnType<typeof watchRedis>;

const everyMs = 1000;
const allClear = { problem: 'Redis works again.', warning: 'The warning about Redis no longer holds.' };
const absent = 'This instance has no Redis (REDIS_URL=none).';
const healthy: RedisHealth = { problem: undefined, warning: undefined };

/** @param say receives each sentence when it becomes true, and another one when Redis is healthy again */
export function watchRedis(redis: RedisClient, say: (sentence: string) => void) {
  // The client was ended before the app was built.
  const isAbsent = redis.status === 'end';
  let health = isAbsent ? { ...healthy, problem: absent } : healthy;
  let asking: Promise<void> | undefined;

  async function lookAt(): Promise<void> {
    const found = await findHealth(redis);
    for (const kind of ['problem', 'warning'] as const) {
      if (found[kind] !== health[kind]) say(found[kind] ?? allClear[kind]);
    }
    health = found;
  }
  /** Queries Redis now, and reports changes. Never rejects. */
  function ask(): Promise<void> {
    // A query would connect a client that is not connected yet, as in many tests.
    if (isAbsent || redis.status === 'wait') return Promise.resolve();
    asking ??= lookAt().finally(() => {
      asking = undefined;
    });
    return asking;
  }

  const timer = setInterval(ask, everyMs).unref();
  return {
    /** Whether this instance has no Redis on purpose. */
    isAbsent,
    ask,
    /** As of the last second. */
    current: () => health,
    stop: () => clearInterval(timer),
  };
}

/** Of a Redis Cluster, the first problem and the first warning of its primaries. */
async function findHealth(redis: RedisClient): Promise<RedisHealth> {
  if (!(redis instanceof Cluster)) return findHealthOf(redis);
  const found = await Promise.all(redis.nodes('master').map(findHealthOf));
  if (found.length === 0) return { ...healthy, problem: 'Redis does not answer.' };
  const first = (kind: keyof RedisHealth) => found.find((each) => each[kind])?.[kind];
  return { problem: first('problem'), warning: first('warning') };
}

async function findHealthOf(redis: Redis): Promise<RedisHealth> {
  try {
    const [memory, replication] = await Promise.all([redis.info('memory'), redis.info('replication')]);
    return describeHealth(`${memory}\r\n${replication}`);
  } catch (error) {
    if ((error as Error).name !== 'ReplyError') return { ...healthy, problem: 'Redis does not answer.' };
    return { ...healthy, warning: `The health of Redis is unknown (${(error as Error).message}).` };
  }
}

/** @param info the output of INFO for memory and replication */
function describeHealth(info: string): RedisHealth {
  const field = (name: string) => new RegExp(`^${name}:(.*?)\r?$`, 'm').exec(info)?.[1] ?? '';
  const [used, limit] = [Number(field('used_memory')), Number(field('maxmemory'))];
  const policy = field('maxmemory_policy');
  const problems = [
    field('role') === 'slave' && 'Redis is a replica and takes no writes: log-in and log-out are refused.',
    limit > 0 && used >= limit && 'Redis has reached its memory limit: log-in is refused.',
    // Redis shows it only where it needs replicas for a write.
    field('min_slaves_good_slaves') === '0' &&
      'Redis has fewer replicas than it needs for a write: log-in and log-out are refused.',
  ];
  return {
    problem: problems.filter(Boolean).join(' ') || undefined,
    warning: policy === 'noeviction' || policy === '' ? undefined : warnOf(policy, limit),
  };
}

function warnOf(policy: string, limit: number): string {
  const when = limit > 0 ? 'When its memory is full' : 'As soon as it has a limit (maxmemory)';
  return `Redis evicts keys (maxmemory-policy ${policy}). ${when}, it logs users out and accepts revoked credentials. Set maxmemory-policy to noeviction.`;
}
