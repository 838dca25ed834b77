// Experiments from the page: the same as on the command line, seen by every tab, and ended by none that is closed.
import { readFile } from 'node:fs/promises';
import { startRelay } from '@scale-out-lab/core/testing/relay';
import type { RunView, Trial } from '@scale-out-lab/core/wire';
import {
  addLoadtestOptions,
  completeOptions,
  readOptions,
  reportTexts,
  toTables,
} from '@scale-out-lab/loadtest';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { Command } from 'commander';
import type { Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { experimentsPanel } from '../support/browser/experiments-panel.js';
import { type Control, it, type Open } from '../support/browser/page-test.js';
import { runLoadTest } from '../support/load-test.js';

/** They lose nothing, so that no trial disagrees by chance. */
const modes = ['session-redis', 'jwt-shared-key'];
const small = { users: 7, requests: 77, repeats: 2 };
/** 2 modes, 3 kinds of client, 2 repeats. */
const trialsOfSmall = 12;

async function openExperiments(open: Open, opening: Parameters<Open>[1] = {}) {
  const tab = await open(`mode=${modes[0]}&vs=${modes[1]}&panel=experiments`, opening);
  return { ...tab, panel: experimentsPanel(tab.page, tab.language) };
}

const toCells = ({ mode, experiment, repeat, result, client }: RunView['rows'][number]) => [
  ...[mode, repeat > 1 ? `${experiment} (${repeat})` : experiment, result, client],
];
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

async function download(page: Page, link: ReturnType<ReturnType<typeof experimentsPanel>['link']>) {
  const [file] = await Promise.all([page.waitForEvent('download'), link.click()]);
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
}

async function findSchemaErrors(document: unknown) {
  const schema = await readFile(new URL('../../../../loadtest/report.schema.json', import.meta.url), 'utf8');
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
  const validate = ajv.compile(JSON.parse(schema));
  validate(document);
  return validate.errors;
}

it('many trials scroll in their table, and leave no empty page below', async ({ control, open }) => {
  const rows = 45;
  const tiny = { modes: ['jwt-shared-key'], clients: ['pinned'], users: 1, requests: 1, repeats: rows };
  const asked = { experiments: ['steady'], ...tiny };
  const { id } = (await control.ask<RunView>('POST', 'runs', asked)).body;
  const { page } = await openExperiments(open);
  await untilOver(control, id);
  expect((await control.run(id)).status).toBe('finished');
  const table = page.getByRole('region', { name: experimentsPanel(page).words.trials });
  await expect.poll(() => table.getByRole('row').count()).toBe(rows + 1);
  const heights = await page.evaluate<{ page: number; content: number; rows: number }>(`({
    page: document.documentElement.scrollHeight,
    content: Math.max(innerHeight, document.body.getBoundingClientRect().bottom + scrollY),
    rows: document.querySelector('.experiments-rows .scroll').scrollHeight,
  })`);
  expect(heights.rows).toBeGreaterThan(1000);
  expect(heights.page - heights.content).toBeLessThanOrEqual(1);
});

it('a run streams in trial by trial, and ends with a report to download, in Korean', async ({
  control,
  open,
}) => {
  const { page, panel } = await openExperiments(open, { language: 'ko' });
  const { words } = panel;
  await panel.chooseLanes();
  await panel.setLoad(small);
  await panel.watchTrials();
  const id = await panel.begin();
  await untilOver(control, id);
  await expect.poll(panel.ended).toEqual([id, words.agreed]);

  const run = await control.run(id);
  expect(run).toMatchObject({ modes, total: trialsOfSmall, status: 'finished', exitCode: 0 });
  expect(run.rows.map(({ number }) => number)).toEqual(upTo(trialsOfSmall));
  const shown = run.rows.map((row) => toCells({ ...row, result: row.resultKorean }));
  expect(shown.flat()).toContainEqual(expect.stringMatching(/^실패 \d/));
  expect(await panel.trials()).toEqual(shown);
  // The rows of any moment are a prefix of the final rows: no trial is missing, and none is there twice.
  const seen = await panel.trialsSeen();
  for (const each of seen.slice(seen.findIndex(({ length }) => length <= 1))) {
    expect(each).toEqual(shown.slice(0, each.length));
  }
  const counts = new Set(seen.map(({ length }) => length));
  expect(counts.size).toBeGreaterThan(trialsOfSmall / 3);

  const report = await control.report(id);
  const [table] = toTables(report, reportTexts.ko);
  expect(table).toMatchObject({ title: '로그인한 사용자의 실패한 요청' });
  expect(await panel.table(words.lost)).toEqual({ columns: table?.columns, rows: table?.rows });
  const named = ({ mode, client, repeat, failureRate }: Trial | RunView['rows'][number]) =>
    `${mode} ${client} ${repeat} ${failureRate}`;
  expect(report.trials.map(named).sort()).toEqual(run.rows.map(named).sort());

  const json = await download(page, panel.link('JSON'));
  expect(json.name).toBe(`${run.id}-report.json`);
  expect(JSON.parse(json.text)).toEqual(report);
  expect(await findSchemaErrors(JSON.parse(json.text))).toBeNull();
  const markdown = await download(page, panel.link('Markdown'));
  expect(markdown.name).toBe(`${run.id}-report.md`);
  for (const row of table?.rows ?? []) expect(markdown.text).toContain(`| ${row.join(' | ')} |`);
  expect(await panel.open.getAttribute('href')).toBe(`/lab/runs/${run.id}/report.html?open=true`);
  const html = await download(page, panel.link('HTML'));
  expect(html.name).toBe(`${run.id}-report.html`);
  expect(html.text).toMatch(/^<!doctype html>/);
});

it('every tab shows the run, and none can start another', async ({ control, open }) => {
  const [first, second] = [await openExperiments(open), await openExperiments(open)];
  const { words } = first.panel;
  await first.panel.chooseLanes();
  await first.panel.setLoad({ ...small, requests: 385, repeats: 40 });
  const id = await first.panel.begin();

  for (const { panel } of [first, second]) {
    await expect.poll(panel.ended).toEqual([undefined, words.goesOn]);
    await expect.poll(async () => (await panel.trials()).length).toBeGreaterThan(2);
    expect(await panel.start.isDisabled()).toBe(true);
  }
  const [one, other] = [await first.panel.trials(), await second.panel.trials()];
  expect(one.slice(0, 3)).toEqual(other.slice(0, 3));
  expect(await second.page.getByText(words.refused).isVisible()).toBe(true);

  await first.page.close();
  const { done } = await control.run(id);
  await expect.poll(async () => (await control.run(id)).done).toBeGreaterThan(done + 2);
  await expect.poll(async () => (await second.panel.trials()).length).toBeGreaterThan(done + 2);

  await second.panel.cancel.click();
  await expect.poll(second.panel.ended).toEqual([id, words.cancelled]);
  const run = await control.run(id);
  expect(run).toMatchObject({ status: 'cancelled', exitCode: 130, total: 240 });
  expect(run.done).toBeLessThan(240);
  expect(await second.panel.trials()).toEqual(run.rows.map(toCells));
  const sentence = 'Interrupted: only the trials that were finished are shown.';
  expect(await second.page.getByText(sentence).isVisible()).toBe(true);
  const report = JSON.parse((await download(second.page, second.panel.link('JSON'))).text);
  expect(report).toMatchObject({ interrupted: true, trials: { length: run.done } });
  await expect.poll(() => second.panel.start.isEnabled()).toBe(true);
});

it('no cut of its stream loses a trial or shows one twice', async ({ control, lab, open }) => {
  const target = { port: Number(new URL(lab.url).port) };
  const relay = await startRelay(target);
  onTestFinished(relay.stop);
  const url = `http://127.0.0.1:${relay.port}`;
  const { page, panel } = await openExperiments(open, { url, allows: /net::ERR_/ });
  let streams = 0;
  page.on('request', (request) => {
    if (request.url().includes('/lab/events')) streams += 1;
  });
  await panel.chooseLanes();
  await panel.setLoad({ ...small, requests: 385, repeats: 40 });
  const id = await panel.begin();
  const count = async () => (await panel.trials()).length;
  const done = async () => (await control.run(id)).done;
  await expect.poll(panel.ended).toEqual([undefined, panel.words.goesOn]);
  await expect.poll(count).toBeGreaterThan(0);
  await panel.watchTrials();
  const cuts = {
    async 'the network is gone'() {
      relay.cut();
      const before = await done();
      await expect.poll(done).toBeGreaterThan(before + 2);
      // It has missed the events of the meantime.
      expect(await count()).toBeLessThan(await done());
      relay.pointTo(target);
    },
    async 'the control room ends it'() {
      lab.disconnectStreams();
    },
  };

  for (const cut of [...Object.values(cuts), ...Object.values(cuts)]) {
    const before = streams;
    await cut();
    await expect.poll(() => streams).toBeGreaterThan(before);
    const known = await done();
    expect(known).toBeLessThan(240);
    await expect.poll(count).toBeGreaterThanOrEqual(known);
  }
  await panel.cancel.click();
  await expect.poll(panel.ended).toEqual([id, panel.words.cancelled]);
  const shown = (await control.run(id)).rows.map(toCells);
  expect(await panel.trials()).toEqual(shown);
  for (const seen of await panel.trialsSeen()) expect(seen).toEqual(shown.slice(0, seen.length));
});

it('the command that the page shows finds the same', async ({ control, lab, open }) => {
  const { page, panel } = await openExperiments(open);
  await panel.chooseLanes();
  await panel.setLoad({ ...small, repeats: 1 });
  const command = await page.locator('.experiments-command code').innerText();
  const id = await panel.begin();
  await untilOver(control, id);
  await expect.poll(panel.ended).toEqual([id, panel.words.agreed]);
  const byPage = await control.report(id);

  const { exitCode, report: byCommand } = await runByCommand(command, lab.url);
  expect(exitCode).toBe(0);
  // Everything that does not depend on chance, or on the client of the users.
  const settled = ({ experiment, mode, client, repeat, users, requests, predicted, agrees }: Trial) => ({
    ...{ experiment, mode, client, repeat, users, requests, predicted, agrees },
  });
  expect(byCommand.trials.map(settled)).toEqual(byPage.trials.map(settled));
  expect(byCommand.settings).toEqual({ ...byPage.settings, engine: 'autocannon' });
});

/** As it would be typed, at the same cluster; the report is read from where it is printed. */
async function runByCommand(command: string, lab: string) {
  const [script, args = ''] = command.split(' -- ');
  expect(script).toBe('npm run loadtest');
  const program = addLoadtestOptions(new Command('loadtest')).requiredOption('--url <url>').exitOverride();
  program.parse(args.split(' '), { from: 'user' });
  const { url } = program.opts<{ url: string }>();
  expect(url).toBe(lab);
  const options = completeOptions({ ...readOptions(program), json: true, reports: null });
  const { exitCode, document } = await runLoadTest(url, options);
  return { exitCode, report: document };
}

/** Resolves when the run has ended. The next trial is waited for like anything else. */
async function untilOver(control: Control, id: string): Promise<void> {
  let run = await control.run(id);
  while (run.status === 'running') {
    const { done } = run;
    await expect
      .poll(async () => {
        run = await control.run(id);
        return run.status !== 'running' || run.done > done;
      })
      .toBe(true);
  }
}
