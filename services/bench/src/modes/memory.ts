// What a session costs on the heap of an instance, measured in a process of its own.
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { PartContext } from '@scale-out-lab/launcher/cluster/part';
import { startChild } from '@scale-out-lab/launcher/process/child';

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
