// What a log-in costs: on the heap of an instance, measured in a process of its own, and in Redis, as that counts it itself
// (MEMORY USAGE: key, value, expiry and overhead).
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { PartContext } from '@scale-out-lab/launcher/cluster/part';
import { startChild } from '@scale-out-lab/launcher/process/child';
import { type RedisAddress, type RedisClient, withRedis } from '@scale-out-lab/loadtest';
import { admitVisitors, targetOf, type Visitor } from './targets.js';

/** What `memory-child.ts` sends. */
export interface HeapReport {
  readonly sessions: number;
  readonly bytesPerSession: number;
  /** Of all sessions together, once they have expired and another has been stored. */
  readonly bytesLeftAfterExpiry: number;
}

export async function measureSessionHeap(context: PartContext): Promise<HeapReport> {
  // dist/modes and src/modes lie at the same depth; what Node can run is in dist.
  const path = fileURLToPath(new URL('../../dist/modes/memory-child.js', import.meta.url));
  const args = ['--expose-gc', path];
  const program = { name: 'memory', command: process.execPath, args, env: {}, cwd: context.folder };
  const child = await startChild({ ...program, hasChannel: true }, context);
  const ended = child.exited.then(({ how }) => {
    throw new Error(`Memory could not be measured (${how}):\n${child.lastLines()}`);
  });
  const [report] = await Promise.race([once(child.process, 'message'), ended]);
  ended.catch(() => {});
  await child.stop(0);
  return report;
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
  return Math.round(sizes.reduce((sum, size) => sum + size, 0) / logIns);
}
