// What a session costs on the heap of an instance, measured in a process of its own.
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
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
