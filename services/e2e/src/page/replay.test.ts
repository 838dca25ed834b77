// A recording of the lab's page, opened as a file without a network: it shows the recorded requests.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { LoadView, PageRecording, SceneName } from '@scale-out-lab/core/wire';
import { texts } from '@scale-out-lab/dashboard/texts';
import { recordPage } from '@scale-out-lab/launcher/record/record-page';
import { renderReplay } from '@scale-out-lab/launcher/record/render-replay';
import type { Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { findViolations } from '../support/browser/axe.js';
import { it } from '../support/browser/page-test.js';

const percent = (share: number) => `${Number((share * 100).toFixed(1))}%`;
const template = fileURLToPath(import.meta.resolve('@scale-out-lab/dashboard/replay.html'));
const played: readonly SceneName[] = ['session-memory', 'jwt-shared-key'];
const pauses = { afterLogInMs: 200, betweenMs: 20, afterSceneMs: 600 };

async function writeReplay(recording: PageRecording): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'replay-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'replay.html');
  await writeFile(file, renderReplay(await readFile(template, 'utf8'), recording));
  return pathToFileURL(file).href;
}

interface Counted {
  readonly atMs: number;
  readonly alive: number;
  readonly statuses: readonly (number | null)[];
  readonly load: LoadView | null;
}

/** The counts of the page after the last moment of the same time: from the scene, or a change of the instances, on. */
function countAll({ moments }: PageRecording, scene: SceneName): readonly Counted[] {
  let counted: Counted = { atMs: 0, alive: 0, statuses: [], load: null };
  let current = '';
  return moments.flatMap(({ atMs, what, data }, at) => {
    counted = { ...counted, atMs };
    const state = what === 'snapshot' ? data.state : what === 'state' ? data : null;
    const alive = state?.instances.filter(({ isAlive }) => isAlive).length ?? counted.alive;
    if (what === 'scene') current = data.scene;
    if (what === 'scene' || alive !== counted.alive) counted = { ...counted, alive, statuses: [] };
    if (what === 'load') counted = { ...counted, load: data.load };
    const answers = what === 'requests' ? data.answer.exchanges.map(({ status }) => status) : [];
    counted = { ...counted, statuses: [...counted.statuses, ...answers] };
    return current === scene && moments[at + 1]?.atMs !== atMs ? [counted] : [];
  });
}

/** Where the page has counted most of a scene. */
function mostOf(recording: PageRecording, scene: SceneName): Counted {
  const [most] = [...countAll(recording, scene)].sort((a, b) => b.statuses.length - a.statuses.length);
  return most ?? expect.fail(`the scene ${scene} was not recorded`);
}

function verdictOf({ statuses }: Counted, { refused, failed }: typeof texts.en.journeyTexts.verdict): string {
  const lost = statuses.filter((status) => status !== 200);
  const isRefused = lost.every((status) => status === 401);
  return (isRefused ? refused : failed)(lost.length, statuses.length);
}

/** As a person who drags the slider. */
async function seek(page: Page, ms: number): Promise<void> {
  const slider = 'document.querySelector("input[type=range]")';
  await page.getByRole('slider').waitFor();
  await page.evaluate(`Object.assign(${slider}, { step: 'any', value: ${ms} })`);
  await page.evaluate(`${slider}.dispatchEvent(new Event('input', { bubbles: true }))`);
}

it('a recording plays from a file, without a network, with the figures that were recorded', async ({
  lab,
  openContext,
}) => {
  const about = { url: lab.url, version: '0.1.0', commit: 'abc', onScene: () => {} };
  const recording = await recordPage({ ...about, signal: AbortSignal.timeout(60_000), played, pauses });
  const context = await openContext();
  await context.setOffline(true);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => request.url().startsWith('file:') || complaints.push(request.url()));
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(await writeReplay(recording));

  const [memory, shared] = [mostOf(recording, 'session-memory'), mostOf(recording, 'jwt-shared-key')];
  expect(memory.statuses.length).toBeGreaterThan(0);
  const total = memory.load?.total ?? expect.fail('the load was not recorded');
  const predicted = percent(1 - 1 / memory.alive);
  const { en, ko } = texts;
  for (const { replayTexts, journeyTexts, fixTexts, pageTexts } of [en, ko]) {
    await seek(page, memory.atMs);
    await page.getByText(verdictOf(memory, journeyTexts.verdict), { exact: true }).waitFor();
    await page.getByText(journeyTexts.verdict.predicted(predicted), { exact: true }).waitFor();
    await page.getByText(fixTexts.total(total.failed, total.sent)).waitFor();
    expect(await page.getByRole('button', { name: journeyTexts.logIn.logIn('alice') }).isDisabled()).toBe(
      true,
    );
    expect(await page.getByText(pageTexts.recording).isVisible()).toBe(true);
    expect(await findViolations(page)).toEqual([]);

    await seek(page, shared.atMs);
    await page.getByText(replayTexts.says['jwt-shared-key'], { exact: true }).waitFor();
    await page.getByText(verdictOf(shared, journeyTexts.verdict), { exact: true }).waitFor();
    // Back again, and in the other language.
    await page.getByRole('button', { name: pageTexts.header.otherLanguage }).click();
  }

  const slider = page.getByRole('slider');
  await seek(page, 0);
  await page.getByRole('button', { name: en.replayTexts.play }).click();
  await expect.poll(async () => Number(await slider.inputValue())).toBeGreaterThan(500);
  await page.getByRole('button', { name: en.replayTexts.pause }).click();
  // The log of requests names the instances too.
  await seek(page, memory.atMs);
  await page.getByRole('button', { name: en.mapTexts.partMenu.open({ part: 'api-1' }) }).click();
  await page.getByText(en.pageTexts.recording).nth(1).waitFor();
  expect(complaints).toEqual([]);
});
