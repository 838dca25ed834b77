// Whether the page leaks memory: its heap, weighed after each minute of play.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { openLabPage, openPanel, post } from '../browser/lab-page.js';

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

/** How long an instance that crashed takes to be back, and more. */
const recoveryMs = 5000;

/** Uses the page as a visitor would, for some seconds: every panel in turn, log-ins, many requests, now and then a crash. */
async function play(page: Page, round: number): Promise<void> {
  const press = async (name: string | RegExp) => {
    const button = page.getByRole('button', { name }).first();
    // A log-out that a crash has swallowed leaves her logged in.
    if (await button.isEnabled()) await button.click();
  };
  const sending = page.getByRole('button', { name: 'Send 100', exact: true });
  await openPanel(page, 'journey');
  await press(/^Log alice in/);
  await page.getByRole('button', { name: 'Log alice out' }).and(page.locator(':enabled')).waitFor();
  await sending.click();
  await page.getByText(/of 100 sent/).waitFor();
  await page.getByText(/of 100 sent/).waitFor({ state: 'detached' });
  await page.getByRole('list', { name: 'Latest requests' }).getByRole('button').first().click();
  await page.keyboard.press('Escape');
  await press('Log alice out');
  for (const panel of ['break', 'theft', 'token', 'experiments']) await openPanel(page, panel);
  if (round % 10 !== 0) return;
  await post(page, `/lab/instances/api-${1 + ((round / 10) % 3)}/crash`);
  await sleep(recoveryMs);
}
