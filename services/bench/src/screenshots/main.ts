// `npm run screenshots`: the pictures of the README and the documents, taken of the real page on a real cluster.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exitCodes, type Language, languages } from '@scale-out-lab/core';
import { startLabCluster } from '@scale-out-lab/launcher/cluster/lab-cluster';
import { parseLauncherConfig } from '@scale-out-lab/launcher/config';
import { runCommand } from '@scale-out-lab/launcher/process/run-command';
import { parseCommandLine } from '@scale-out-lab/loadtest';
import { Command } from 'commander';
import type { Browser } from 'playwright-core';
import { openLabPage, settle } from '../browser/lab-page.js';
import { launchBrowser } from '../browser/open-browser.js';
import { type Scene, scenes, words } from './scenes.js';

const say = (text: string) => process.stderr.write(`screenshots: ${text}\n`);
const root = fileURLToPath(new URL('../../../../', import.meta.url));
const images = 'docs/images';

await runCommand(async (signal) => {
  parseCommandLine(
    new Command('npm run screenshots --').description('Takes the pictures of the page in docs/images again.'),
  );
  await mkdir(join(root, images), { recursive: true });
  const browser = await launchBrowser();
  try {
    for (const [name, scene] of Object.entries<Scene>(scenes)) {
      for (const language of scene.folder ? (['en'] as const) : languages) {
        if (signal.aborted) return exitCodes.interrupted;
        await take(browser, name, scene, language);
      }
    }
    return exitCodes.ok;
  } finally {
    await browser.close();
  }
}, process.env);

/** Of a separate cluster, so that it shows nothing of another picture, and in the language of the picture. */
async function take(browser: Browser, name: string, scene: Scene, language: Language): Promise<void> {
  const { query, width, height, theme = 'light', from = 'body', folder = images, play } = scene;
  const config = parseLauncherConfig({ PATH: process.env.PATH });
  const { cluster, stop } = await startLabCluster({ ...config, port: 0 });
  try {
    const look = { language, width, height, theme };
    const { page, close } = await openLabPage(browser, cluster.url, `/?lang=${language}&${query}`, look);
    await play(page, words[language]);
    await settle(page);
    await page.evaluate(`document.querySelector(${JSON.stringify(from)}).scrollIntoView()`);
    const file = language === 'en' ? `${name}.png` : `${name}.${language}.png`;
    await page.screenshot({ path: join(root, folder, file) });
    say(`${folder}/${file}`);
    await close();
  } finally {
    await stop();
  }
}
