// A real Chromium: which one, with which flags, and the message if there is none.
import { type Browser, type BrowserContext, chromium } from 'playwright-core';

const { findProgram } = await import(new URL('../../../launcher/setup/programs.mjs', import.meta.url).href);

const flags = [
  '--no-sandbox', // which Chromium does not start with as root
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** On a profile in that folder, which is kept. @throws Error with the command to get one, when there is no Chromium */
export function openBrowser(profile: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profile, { executablePath: findChromium(), args: flags });
}

/** Without a profile: each context that is made in it is another user's browser. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(), args: flags });
}

/**
 * Chromium without desktop features, such as settings, where it is installed: the same engine and network, which
 * need a quarter less processor time. Otherwise the whole Chromium.
 * @param more further flags
 */
export function launchShell(more: readonly string[] = []): Promise<Browser> {
  const executablePath: string = findProgram('chromium-headless-shell') ?? findChromium();
  return chromium.launch({ executablePath, args: [...flags, ...more] });
}

function findChromium(): string {
  const path: string | undefined = findProgram('chromium');
  if (path) return path;
  throw new Error('There is no Chromium. npm test installs it, or names the program to install.');
}
