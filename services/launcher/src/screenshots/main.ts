// `npm run screenshots`: the pictures of the README and the documents, taken of the real page on a real cluster.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import type { Browser } from 'playwright-core';
import { openLabPage, settle } from '../browser/lab-page.js';
import { launchBrowser } from '../browser/open-browser.js';
import { parseLauncherConfig } from '../config.js';
import { startLabCluster } from '../lab-cluster.js';
import { parseCommandLine } from '../process/parse-command-line.js';
import { runCommand } from '../process/run-command.js';
import { type Scene, scenes } from './scenes.js';

const say = (text: string) => process.stderr.write(`screenshots: ${text}\n`);
const folder = fileURLToPath(new URL('../../../../docs/images/', import.meta.url));

await runCommand(
  async (signal) => {
    parseCommandLine(
      new Command('npm run screenshots --').description(
        'Takes the pictures of the page in docs/images anew.',
      ),
    );
    await mkdir(folder, { recursive: true });
    const config = parseLauncherConfig({ PATH: process.env.PATH });
    const { cluster, stop } = await startLabCluster({ ...config, port: 0 });
    const browser = await launchBrowser();
    try {
      for (const [name, scene] of Object.entries(scenes)) {
        if (signal.aborted) return 130;
        await take(browser, cluster.url, name, scene);
      }
      return 0;
    } finally {
      await browser.close();
      await stop();
    }
  },
  { hasNpm: 'npm_lifecycle_event' in process.env },
);

/** Played in English; then the same moment is taken in both languages, so that both show the same. */
async function take(browser: Browser, url: string, name: string, scene: Scene): Promise<void> {
  const { query, width, height, theme = 'light', from = 'body', play } = scene;
  const { page, close } = await openLabPage(browser, url, `/?lang=en&${query}`, { width, height, theme });
  await play(page);
  for (const [language, file] of [
    ['en', `${name}.png`],
    ['ko', `${name}.ko.png`],
  ] as const) {
    if (language === 'ko') await page.getByRole('button', { name: '한국어' }).click();
    await settle(page);
    await page.evaluate(`document.querySelector(${JSON.stringify(from)}).scrollIntoView()`);
    await page.screenshot({ path: join(folder, file) });
    say(`docs/images/${file}`);
  }
  await close();
}
