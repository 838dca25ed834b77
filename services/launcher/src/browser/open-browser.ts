// A real Chromium on a folder of its own: which one, with which flags, and what to do where there is none.
import { type BrowserContext, chromium } from 'playwright-core';

const { findProgram } = await import(new URL('../../setup/find-program.mjs', import.meta.url).href);

const flags = [
  '--no-sandbox', // which Chromium does not start with as root
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

type Options = Parameters<typeof chromium.launchPersistentContext>[1];

/** @throws Error that says how to get one, when there is no Chromium */
export async function openBrowser(profile: string, options: Options = {}): Promise<BrowserContext> {
  const executablePath: string | undefined = findProgram('chromium');
  if (!executablePath)
    throw new Error('There is no Chromium. npm test installs it, or says what to install.');
  return chromium.launchPersistentContext(profile, { executablePath, args: flags, ...options });
}
