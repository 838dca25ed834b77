// What a session costs: bytes on the heap of an instance, measured in a process of its own, and bytes in Redis.
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createClient } from 'redis';
import type { PartContext } from '../parts/part.js';
import { startChild } from '../process/child.js';

/** What `memory-child.ts` sends. */
export interface HeapReport {
  readonly sessions: number;
  readonly bytesPerSession: number;
  /** Of all sessions together, once they have expired and another has been stored. */
  readonly bytesLeftAfterExpiry: number;
}

export async function measureSessionHeap(context: PartContext): Promise<HeapReport> {
  // dist/bench and src/bench lie at the same depth; what Node can run is in dist.
  const path = fileURLToPath(new URL('../../dist/bench/memory-child.js', import.meta.url));
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

/** The mean of the keys with the prefix, as Redis counts it (MEMORY USAGE): key, value, expiry and overhead. */
export async function measureRedisKeys(url: string, prefix: string): Promise<number> {
  const client = createClient({ url });
  await client.connect();
  try {
    const sizes: number[] = [];
    for await (const keys of client.scanIterator({ MATCH: `${prefix}*`, COUNT: 1000 })) {
      for (const key of keys) sizes.push((await client.memoryUsage(key)) ?? 0);
    }
    if (sizes.length === 0) throw new Error(`Redis has no key that starts with "${prefix}"`);
    return Math.round(sizes.reduce((sum, size) => sum + size, 0) / sizes.length);
  } finally {
    client.destroy();
  }
}
