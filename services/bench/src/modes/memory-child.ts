// Run as a process of its own with --expose-gc: fills the store of `session-memory` and weighs it.
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type MemoryStore, memoryStore } from '@scale-out-lab/api/memory-store';
import type { HeapReport } from './memory.js';

const sessions = 100_000;
const ttlSeconds = 5;

warmUp();
const store = memoryStore({ now: Date.now, mustKeep: 'live' });
const empty = await heapBytes();
const first = fill(store, sessions);
const full = await heapBytes();
if (!store.find(first)) throw new Error(`Storing ${sessions} sessions took longer than they live`);

await sleep((ttlSeconds + 0.1) * 1000);
if (store.find(first)) throw new Error('A session outlived its time');
clear(store);
const after = await heapBytes();

const report: HeapReport = {
  sessions,
  bytesPerSession: Math.round((full - empty) / sessions),
  bytesLeftAfterExpiry: after - empty,
};
process.send?.(report);

/** Twice, with a pause: what the first collection leaves to be finished in the background, the second finds done. */
async function heapBytes(): Promise<number> {
  gc?.();
  await sleep(100);
  gc?.();
  return process.memoryUsage().heapUsed;
}

/** Logs in this many times, and returns the ID of the first session. */
function fill(empty: MemoryStore, count: number): string {
  const ids = Array.from({ length: count }, (_, number) => logIn(empty, number));
  return ids[0] ?? '';
}

function logIn(to: MemoryStore, number: number): string {
  const id = `${randomBytes(24).toString('base64url')}.api-1`;
  const createdAt = Date.now();
  const expiresAt = createdAt + ttlSeconds * 1000;
  const logIn = { username: `vu-${number % 1000}`, issuedBy: 'api-1', device: 'bench', createdAt, expiresAt };
  to.open(id, logIn, false);
  return id;
}

/** Each call clears some of what has expired. */
function clear(expired: MemoryStore): void {
  for (let calls = 0; expired.size > 1; calls++) {
    if (calls > sessions) throw new Error('Expired sessions are not cleared');
    expired.end('none', 0);
  }
}

/** Has the code compiled first, so that it is not weighed. */
function warmUp(): void {
  let aheadMs = 0;
  const other = memoryStore({ now: () => Date.now() + aheadMs, mustKeep: 'live' });
  fill(other, sessions);
  aheadMs = 2 * ttlSeconds * 1000;
  clear(other);
}
