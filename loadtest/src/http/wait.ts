// Waits: a pause of a certain length, and polling until a condition holds.
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Never shorter than requested: a timer of Node may fire up to two milliseconds early.
 * @throws the signal's reason, when it was aborted
 */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  const endAt = performance.now() + ms;
  for (let left = ms; left > 0; left = endAt - performance.now())
    await sleep(Math.ceil(left), undefined, { signal });
}

type Condition = () => boolean | Promise<boolean>;

interface WaitOptions {
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  /** The error that is thrown when the condition does not hold in time. */
  readonly onTimeout: () => Error;
}

const pollMs = 30;

/** Polls until the condition holds; errors count as false. @throws on timeout, and the signal's reason */
export async function waitFor(
  condition: Condition,
  { signal, timeoutMs, onTimeout }: WaitOptions,
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await holds(condition))) {
    if (performance.now() > deadline) throw onTimeout();
    await pause(pollMs, signal);
  }
}

async function holds(condition: Condition): Promise<boolean> {
  try {
    return await condition();
  } catch {
    return false;
  }
}
