// Files in a folder that all containers share mark held parts: a file has the name of its part, and the kind of hold.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep, setImmediate as turnOfIo } from 'node:timers/promises';
import { missingError } from '@scale-out-lab/core';
import type { Redis } from 'ioredis';
import type { NodeHolds } from './fail-over.js';
import type { ReachableNodes } from './redis-nodes.js';

export type HoldFiles = ReturnType<typeof holdFiles>;

/** @param folder HOLDS_DIR */
export function holdFiles(folder: string) {
  const fileOf = (part: string) => join(folder, part);
  return {
    async write(part: string, how: 'crash' | 'stall'): Promise<void> {
      await mkdir(folder, { recursive: true });
      await writeFile(fileOf(part), `${how}\n`);
    },
    remove: (part: string): Promise<void> => rm(fileOf(part), { force: true }),
    async read(): Promise<ReadonlyMap<string, 'crash' | 'stall'>> {
      const parts = await readdir(folder).catch(() => []);
      const read = (part: string) => readFile(fileOf(part), 'utf8').catch(() => undefined);
      const found = await Promise.all(parts.map(async (part) => ({ part, word: await read(part) })));
      // One that has just been removed has no word.
      const held = found.flatMap(({ part, word }) => (word === undefined ? [] : [{ part, word }]));
      return new Map(held.map(({ part, word }) => [part, word.trim() === 'stall' ? 'stall' : 'crash']));
    },
  };
}

/** Nodes that services/deploy/redis/hold.sh holds. It looks at the files five times a second. */
export function nodeHolds({ write, remove }: HoldFiles, { use }: Pick<ReachableNodes, 'use'>): NodeHolds {
  return {
    async hold(id, how) {
      const goneAt = await use(id, async (node) => {
        await write(id, how);
        return whenSilent(node);
      });
      if (goneAt !== undefined) return goneAt;
      await remove(id);
      throw missingError(`${id} still answers after ${deadlineMs / 1000} s: nothing there reads HOLDS_DIR.`);
    },
    start: remove,
  };
}

const deadlineMs = 5000;
/** A server on a busy machine answers sooner. */
const silentMs = 500;
const everyMs = 10;

/** Resolves to when the node stopped answering (`performance.now()`), or to undefined if it still answers at the deadline. */
async function whenSilent(node: Redis): Promise<number | undefined> {
  const until = performance.now() + deadlineMs;
  while (performance.now() < until) {
    const sentAt = performance.now();
    const answer = node.ping().then(
      () => 'answered',
      () => 'closed',
    );
    // After a block of this process the timer would fire before an answer that has long been there is read.
    const silence = sleep(silentMs, undefined, { ref: false }).then(() => turnOfIo('silent'));
    const seen = await Promise.race([answer, silence]);
    if (seen === 'closed') return performance.now();
    if (seen === 'silent') return sentAt;
    await sleep(everyMs);
  }
  return undefined;
}
