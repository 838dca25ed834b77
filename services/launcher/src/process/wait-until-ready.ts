// Waits for a program that has just been started, and when it does not come up shows what it said itself.
import { setTimeout as sleep } from 'node:timers/promises';
import { ExitError } from '@scale-out-lab/core';
import type { Child } from './child.js';

const pauseMs = 20;

/** Polls `isReady` until it holds. @throws ExitError when the program ends first, or after the timeout */
export async function waitUntilReady(
  child: Child,
  isReady: () => Promise<boolean>,
  timeoutMs = 20_000,
): Promise<void> {
  let hasEnded = false;
  child.exited.then(() => {
    hasEnded = true;
  });
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline && !hasEnded) {
    if (await isReady()) return;
    await Promise.race([sleep(pauseMs), child.exited]);
  }
  throw hasEnded ? await endedAtItsStart(child) : await tooLate(child, timeoutMs);
}

async function endedAtItsStart(child: Child): Promise<ExitError> {
  const { code, how } = await child.exited;
  // An instance that refuses a setting says so with 2 or 3; that is then the launcher's own exit code.
  const exitCode = code === 2 || code === 3 ? code : 1;
  return new ExitError(exitCode, `${child.name} ended at its start (${how}):\n${child.lastLines()}`);
}

async function tooLate(child: Child, timeoutMs: number): Promise<ExitError> {
  await child.stop(0);
  const remedy = `start again when this machine is less busy, or run ${child.process.spawnfile} by itself to see what it lacks.`;
  const problem = `${child.name} does not answer after ${timeoutMs / 1000} s; ${remedy}`;
  return new ExitError(3, [problem, child.lastLines()].join('\n').trimEnd());
}
