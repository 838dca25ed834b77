// What a session costs: bytes on the heap of an instance, measured in a process of its own, and bytes in Redis.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createClient } from 'redis';
import { stopProcess } from './start-process.js';

/** What `memory-child.ts` sends. */
export interface HeapReport {
  readonly sessions: number;
  readonly bytesPerSession: number;
  /** Of all sessions together, once they have expired and another has been stored. */
  readonly bytesLeftAfterExpiry: number;
}

export async function measureSessionHeap(): Promise<HeapReport> {
  const child = fork(new URL('./memory-child.js', import.meta.url), { execArgv: ['--expose-gc'] });
  try {
    const ended = once(child, 'exit').then(([code]) => {
      throw new Error(`The process that measures the memory of sessions ended with ${code}`);
    });
    const [report] = await Promise.race([once(child, 'message'), ended]);
    ended.catch(() => {});
    return report;
  } finally {
    await stopProcess(child);
  }
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
