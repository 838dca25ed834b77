// Run as a process of its own with --expose-gc: fills the store of `session-memory` and weighs it.
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { memoryStore } from '@scale-out-lab/api';
import type { HeapReport } from './memory.js';

const sessions = 100_000;
const ttlSeconds = 5;

const store = memoryStore({ now: Date.now, mustKeep: 'live' });
const logIn = (number: number) => {
  const id = `${randomBytes(24).toString('base64url')}.api-1`;
  const createdAt = Date.now();
  const expiresAt = createdAt + ttlSeconds * 1000;
  const logIn = { username: `vu-${number % 1000}`, issuedBy: 'api-1', device: 'bench', createdAt, expiresAt };
  store.open(id, logIn, false);
  return id;
};

const empty = await heapBytes();
const first = logIn(0);
for (let number = 1; number < sessions; number++) logIn(number);
const full = await heapBytes();
if (!store.find(first)) throw new Error(`Storing ${sessions} sessions took longer than they live`);

await sleep((ttlSeconds + 0.1) * 1000);
if (store.find(first)) throw new Error('A session outlived its time');
// Each log-in clears some of what has expired.
for (let number = 0; store.size > number; number++) {
  if (number > sessions) throw new Error('Expired sessions are not cleared');
  logIn(number);
}
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
