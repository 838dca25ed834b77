// Whether the page keeps what it no longer needs: its heap, weighed after each minute of play.
import type { Browser, Page } from 'playwright-core';
import { openLabPage } from '../browser/lab-page.js';
import { play } from './play.js';

export interface HeapOverTime {
  /** Rounds of play, each with 100 requests. */
  readonly rounds: number;
  /** Bytes in use after each minute, from the first on: by then all parts of the page have been fetched. */
  readonly bytes: readonly number[];
}

export async function measureHeap(
  browser: Browser,
  url: string,
  minutes: number,
  { say, signal }: { say: (text: string) => void; signal: AbortSignal },
): Promise<HeapOverTime> {
  const { page, close } = await openLabPage(
    browser,
    url,
    '/?lang=en&speed=fast&vs=jwt-shared-key&step=first',
  );
  const weigh = await openHeap(page);
  const bytes: number[] = [];
  let rounds = 0;
  const startedAt = Date.now();
  while (bytes.length < minutes && !signal.aborted) {
    rounds += 1;
    await play(page, rounds);
    if (Date.now() - startedAt < (bytes.length + 1) * 60_000) continue;
    bytes.push(await weigh());
    say(`after ${bytes.length} min: ${((bytes.at(-1) ?? 0) / 2 ** 20).toFixed(2)} MB in use`);
  }
  await close();
  return { rounds, bytes };
}

/** Resolves to a function that collects garbage, and returns the bytes of the script heap in use after it. */
async function openHeap(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.enable');
  return async () => {
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    return usedSize;
  };
}
