// The memory of a log-in: on the heap of an instance, measured in a separate process, and in Redis, by its own count
// (MEMORY USAGE: key, value, expiry and overhead).
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type RedisAddress, type RedisClient, sum, withRedis } from '@scale-out-lab/loadtest';
import { admitVisitors, targetOf, type Visitor } from './targets.js';

/** The output of `memory-child.ts`. */
export interface HeapReport {
  readonly sessions: number;
  readonly bytesPerSession: number;
  /** Of all sessions together, once they have expired and another has been stored. */
  readonly bytesLeftAfterExpiry: number;
}

/** @param users who share the sessions alike; with as many users as sessions, each has one */
export async function measureSessionHeap(sessions = 100_000, users = 1000): Promise<HeapReport> {
  // dist/modes and src/modes are at the same depth; the compiled files are in dist.
  const path = fileURLToPath(new URL('../../dist/modes/memory-child.js', import.meta.url));
  const args = ['--expose-gc', path, String(sessions), String(users)];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout);
}

const people = 100;

export interface RedisMemory {
  /** Of a session in `session-redis`, with its place in the list of its user's log-ins. */
  readonly bytesPerRedisSession: number;
  /** Of a token in `jwt-denylist` that is not revoked: its entry in the list of its user's log-ins. */
  readonly bytesPerListedToken: number;
  /** Of a token in `jwt-denylist` after its log-out. */
  readonly bytesPerRevokedToken: number;
}

/** Logs users in to both modes, and out of the second, at the instance at `origin`, which keeps them in that Redis. */
export function measureRedis(address: RedisAddress, origin: string): Promise<RedisMemory> {
  return withRedis(address, async (redis) => {
    await redis.flushall();
    await admitVisitors(origin, targetOf({ name: 'session-redis' }), people);
    const bytesPerRedisSession = await bytesOfEach(redis, people);
    await redis.flushall();
    const listed = await admitVisitors(origin, targetOf({ name: 'jwt-denylist' }), people);
    const bytesPerListedToken = await bytesOfEach(redis, people);
    await Promise.all(listed.map((visitor) => logOut(origin, visitor)));
    const bytesPerRevokedToken = await bytesOfEach(redis, people);
    return { bytesPerRedisSession, bytesPerListedToken, bytesPerRevokedToken };
  });
}

async function logOut(origin: string, { headers }: Visitor): Promise<void> {
  const response = await fetch(`${origin}/api/jwt-denylist/logout`, { method: 'POST', headers });
  const { revoked } = (await response.json()) as { revoked?: boolean };
  if (!revoked) throw new Error('jwt-denylist: a log-out revoked nothing');
}

/** All that Redis holds, divided by the number of log-ins. */
async function bytesOfEach(redis: RedisClient, logIns: number): Promise<number> {
  const sizes: number[] = [];
  for await (const keys of redis.scanStream({ count: 1000 })) {
    for (const key of keys as string[]) sizes.push((await redis.memory('USAGE', key, 'SAMPLES', 0)) ?? 0);
  }
  if (sizes.length < logIns) throw new Error(`Redis has ${sizes.length} keys for ${logIns} log-ins`);
  return Math.round(sum(sizes) / logIns);
}
