// The heap of the page after garbage collection.
import type { Page } from 'playwright-core';

/** Resolves to what gives the bytes of the script heap in use after a collection. */
export async function openHeap(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.enable');
  return async () => {
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    return usedSize;
  };
}
