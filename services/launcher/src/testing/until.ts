// Waits in a test until a condition holds, and checks whether a process exists.
import { waitFor } from '@scale-out-lab/loadtest';

/** Polls until the condition holds; errors count as false. @throws on timeout, with the condition's text */
export function until(condition: () => boolean | Promise<boolean>, timeoutMs = 20_000): Promise<void> {
  const signal = new AbortController().signal;
  const onTimeout = () => new Error(`Not so after ${timeoutMs} ms: ${condition}`);
  return waitFor(condition, { signal, timeoutMs, onTimeout });
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // it belongs to another user
  }
}
