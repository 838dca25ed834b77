// One cluster with its page, and one browser, for a test file: there before its tests, and gone after them.

import { launchBrowser } from '@scale-out-lab/bench/browser/open-browser';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { type RunningLab, startLabForTest } from '../lab.js';

/** To be read in tests and hooks, not before. */
export interface LabAndBrowser {
  readonly lab: RunningLab;
  readonly browser: Browser;
}

export function useLabAndBrowser(): LabAndBrowser {
  let lab: RunningLab;
  let browser: Browser;
  beforeAll(async () => {
    lab = await startLabForTest();
    browser = await launchBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await lab?.stop();
  });
  return {
    get lab() {
      return lab;
    },
    get browser() {
      return browser;
    },
  };
}
