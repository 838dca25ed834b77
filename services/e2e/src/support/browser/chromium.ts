// A real Chromium: one for a test file, or one with a profile that a test may open again.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser, openBrowser } from '@scale-out-lab/bench/browser/open-browser';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, onTestFinished } from 'vitest';

/** One Chromium for a test file. It returns what opens another user's browser in it, until the test ends. */
export function useChromium(): () => Promise<BrowserContext> {
  let chromium: Browser;
  beforeAll(async () => {
    chromium = await launchBrowser();
  }, 60_000);
  afterAll(() => chromium?.close());
  return async () => {
    const browser = await chromium.newContext();
    onTestFinished(() => browser.close());
    return browser;
  };
}

export interface Profile {
  /** Opens a browser on it. A profile can be open once at a time. */
  open(): Promise<BrowserContext>;
}

/** Browsers as they come differ in this: Google's lets third-party cookies through, Debian's blocks them. */
export interface Settings {
  readonly blocksThirdPartyCookies?: boolean;
}

/**
 * A new profile. It and the browser that is still open on it are gone after the test.
 * @param onEnd gets what removes them: at the end of the test, unless the file keeps them longer
 */
export async function makeProfile(
  settings: Settings = {},
  onEnd: (cleanUp: () => Promise<void>) => void = onTestFinished,
): Promise<Profile> {
  const folder = await mkdtemp(join(tmpdir(), 'profile-'));
  await mkdir(join(folder, 'Default'));
  await writeFile(join(folder, 'Default', 'Preferences'), JSON.stringify(toPreferences(settings)));
  let browser: BrowserContext | undefined;
  onEnd(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  return {
    async open() {
      browser = await openBrowser(folder);
      return browser;
    },
  };
}

/** In the words of Chromium's file, where 0 lets them through and 1 blocks them. */
function toPreferences({ blocksThirdPartyCookies = false }: Settings) {
  return {
    profile: {
      block_third_party_cookies: blocksThirdPartyCookies,
      cookie_controls_mode: Number(blocksThirdPartyCookies),
    },
  };
}
