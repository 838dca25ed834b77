// Waits in a test for what takes a moment, and not for ever.
import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again until it is so. An error counts as not yet. @throws when the patience ends */
export async function until(isSo: () => boolean | Promise<boolean>, patienceMs = 20_000): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline) {
    if (await ask(isSo)) return;
    await sleep(30);
  }
  throw new Error(`Not so after ${patienceMs} ms: ${isSo}`);
}

async function ask(isSo: () => boolean | Promise<boolean>): Promise<boolean> {
  try {
    return await isSo();
  } catch {
    return false;
  }
}
