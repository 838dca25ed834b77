// Waits for a program that has just been started, and when it does not come up shows what it said itself.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Child } from './child.js';
import { failure } from './failure.js';

const patienceMs = 20_000;
const pauseMs = 20;

/** Asks `isReady` until it says yes. @throws a failure when the program ends or the patience does */
export async function waitUntilReady(child: Child, isReady: () => Promise<boolean>): Promise<void> {
  let hasEnded = false;
  child.exited.then(() => {
    hasEnded = true;
  });
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline && !hasEnded) {
    if (await isReady()) return;
    await Promise.race([sleep(pauseMs), child.exited]);
  }
  if (!hasEnded) await child.stop(0);
  const { code, how } = await child.exited;
  const problem = hasEnded ? `ended at its start (${how})` : `was not ready after ${patienceMs / 1000} s`;
  // An instance that refuses a setting says so with 2 or 3; that is then the launcher's own exit code.
  throw failure(code === 2 || code === 3 ? code : 1, `${child.name} ${problem}:\n${child.lastLines()}`);
}
