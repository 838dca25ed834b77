// The lab's page in a browser, and everything that the browser reports against it.
import type { Language } from '@scale-out-lab/core';
import type { Browser, Page } from 'playwright-core';

export interface Look {
  readonly language?: Language;
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
  readonly isMotionReduced?: boolean;
}

interface LabPage {
  readonly page: Page;
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** @param path such as `/?mode=jwt-shared-key` */
export async function openLabPage(
  browser: Browser,
  lab: string,
  path: string,
  look: Look = {},
): Promise<LabPage> {
  const { language = 'en', theme = 'light', width = 1280, height = 800, isMotionReduced = false } = look;
  const context = await browser.newContext({
    locale: { en: 'en-US', ko: 'ko-KR' }[language],
    colorScheme: theme,
    viewport: { width, height },
    reducedMotion: isMotionReduced ? 'reduce' : 'no-preference',
    acceptDownloads: true,
  });
  await context.addInitScript(hasVisited);
  const page = await context.newPage();
  const complaints = hearComplaints(page, lab);
  await page.goto(`${lab}${path}`);
  await settle(page);
  return { page, complaints, close: () => context.close() };
}

/** Runs before a page that moves: the introduction is played on the first visit alone. */
export const hasVisited = `
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
  if (!isStill && location.pathname === '/') localStorage.setItem('scale-out-lab.visited', 'yes');
`;

/** Errors and warnings of the console, exceptions, requests that fail or leave the lab's origin, from now on. */
export function hearComplaints(page: Page, lab: string): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== lab)
      complaints.push(`a request to ${request.url()}`);
  });
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    // Requests that the page itself aborts, such as its stream when it is closed.
    if (reason !== 'net::ERR_ABORTED') complaints.push(`${request.url()}: ${reason}`);
  });
  return complaints;
}

/** Resolves once every part of the page that is shown has been fetched. */
export async function settle(page: Page): Promise<void> {
  // The presentation has no tabs.
  await page.locator('.playground').waitFor();
  await page.locator('.later').first().waitFor({ state: 'detached' });
}

/** Opens a panel by its tab. */
export async function openPanel(page: Page, panel: string): Promise<void> {
  await page.locator(`#tab-${panel}`).click();
  await settle(page);
}

/** Sends a request to the control room from the page, as the page itself does. */
export async function post(page: Page, path: string, body?: object): Promise<void> {
  const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const request = { method: 'POST', ...(body && json) };
  const sent = `fetch(${JSON.stringify(path)}, ${JSON.stringify(request)})`;
  const refusal = await page.evaluate<string>(
    `${sent}.then(async (answer) => answer.ok ? '' : answer.text())`,
  );
  if (refusal !== '') throw new Error(`POST ${path} was refused: ${refusal}`);
}
