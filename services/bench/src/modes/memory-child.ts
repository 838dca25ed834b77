// Run as a separate process with --expose-gc: fills the store of `session-memory` and weighs it. Its clock is set, so that an
// expiry takes no time. Arguments: how many sessions, and how many users share them.
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type MemoryStore, memoryStore } from '@scale-out-lab/api/memory-store';
import type { HeapReport } from './memory.js';

const [sessions = 0, users = 0] = process.argv.slice(2).map(Number);
const ttlMs = 3_600_000;
let aheadMs = 0;
const now = () => Date.now() + aheadMs;

/** An instance keeps fewer than a million. Without its limit this store shows the weight of more. */
const createStore = () => memoryStore({ now, mustKeep: 'live', maxLogIns: sessions });

/** Enough stores for 100,000 sessions, because a heap varies by some hundred kilobytes. */
const count = Math.ceil(100_000 / sessions);
const createStores = () => Array.from({ length: count }, createStore);

fillAndClear(createStores()); // has the code compiled first, so that it is not weighed
const stores = createStores();
const empty = await heapBytes();
stores.forEach(fill);
const full = await heapBytes();
stores.forEach(clear);
const after = await heapBytes();

const report: HeapReport = {
  sessions,
  bytesPerSession: Math.round((full - empty) / (sessions * count)),
  bytesLeftAfterExpiry: after - empty,
};
process.stdout.write(JSON.stringify(report));

/** Twice, with a pause: the second collection completes the background work of the first. */
async function heapBytes(): Promise<number> {
  gc?.();
  await sleep(100);
  gc?.();
  return process.memoryUsage().heapUsed;
}

function fill(to: MemoryStore): void {
  for (let number = 0; number < sessions; number++) {
    const id = `${randomBytes(24).toString('base64url')}.api-1`;
    const createdAt = now();
    const expiresAt = createdAt + ttlMs;
    const logIn = {
      username: `vu-${number % users}`,
      issuedBy: 'api-1',
      device: 'bench',
      createdAt,
      expiresAt,
    };
    to.open(id, logIn, false);
  }
}

/** Each call clears some of the expired entries. */
function clear(filled: MemoryStore): void {
  aheadMs += 2 * ttlMs;
  for (let calls = 0; filled.size > 1; calls++) {
    if (calls > sessions) throw new Error('Expired sessions are not cleared');
    filled.end('none', 0);
  }
}

function fillAndClear(others: readonly MemoryStore[]): void {
  others.forEach(fill);
  others.forEach(clear);
}
