// A real Chromium, with a profile that a test may open again to see what a closed browser has kept.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';
import { onTestFinished } from 'vitest';

const { findProgram } = await import(new URL('../../../setup/find-program.mjs', import.meta.url).href);

const flags = [
  '--no-sandbox', // which Chromium does not start with as root
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface Profile {
  /** Opens a browser on it. A profile can be open once at a time. */
  open(): Promise<BrowserContext>;
}

/** A profile that is new, and gone after the test, with the browser that is still open on it. */
export async function makeProfile(): Promise<Profile> {
  const folder = await mkdtemp(join(tmpdir(), 'profile-'));
  let browser: BrowserContext | undefined;
  onTestFinished(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  return {
    async open() {
      const executablePath: string | undefined = findProgram('chromium');
      if (!executablePath)
        throw new Error('There is no Chromium. npm test installs it, or says what to install.');
      browser = await chromium.launchPersistentContext(folder, { executablePath, args: flags });
      return browser;
    },
  };
}
