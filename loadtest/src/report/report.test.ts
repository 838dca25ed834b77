// The table of failure rates and the verdict, from trials made by hand.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { catalogue, clients } from '@scale-out-lab/core';
import type { ReportDocument } from '@scale-out-lab/core/wire';
import { expect, it } from 'vitest';
import { exitCodeOf } from '../cli/run-and-report.js';
import { makeReport, makeTrial } from '../testing/report.js';
import { renderMarkdown } from './markdown.js';
import { renderTerminal } from './terminal.js';
import { widthOf } from './wrap.js';
import { timeName, writeReport } from './write.js';

const latencyMs = { p50: 12.345, p95: 100, p99: 123.4 };
const disagreeing = { failureRate: 0.4, disagreement: 'Too lucky.' };
const trials = catalogue.flatMap(({ name: mode }) =>
  clients.flatMap((client) =>
    [1, 2, 3].map((repeat) => {
      const measured = { mode, client, repeat, latencyMs, failureRate: 0.65 + repeat / 100 };
      return makeTrial({ ...measured, ...(mode === 'session-redis-own-keys' && disagreeing) });
    }),
  ),
);
const { environment, settings } = makeReport();
const document = makeReport({
  environment: { ...environment, cpu: 'CPU | fast' },
  settings: { ...settings, experiments: ['steady'], clients, repeats: 3 },
  trials,
});
const print = (changes: Partial<ReportDocument> = {}, isColored = false) =>
  renderTerminal({ ...document, ...changes }, { isColored });

it('the table of failure rates fits 80 columns and shows medians, ranges, predictions and speeds', () => {
  const table = print();
  expect(Math.max(...table.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(table).toMatch(/^session-memory +67\.0% \(66\.7\) .* 12\/123$/m);
  expect(table).toMatch(/^ +66\.0–68\.0 +66\.0–68\.0 .* 1,235$/m);
});

it('a disagreement is marked, counted and spelled out, without colour as with it', () => {
  const plain = print();
  expect(plain).toContain('40.0% ≠(66.7)');
  expect(plain).toContain('≠ marks a disagreement.');
  const agreeing = trials.filter(({ agrees }) => agrees).length;
  expect(trials.length - agreeing).toBe(9);
  expect(plain).toContain(`${agreeing} of ${trials.length} trials agree with the prediction, 9 disagree.`);
  expect(plain).toContain('✗ session-redis-own-keys, pinned, repeat 2: Too lucky.');
  const colored = print({}, true);
  expect(colored).not.toBe(plain);
  expect(stripVTControlCharacters(colored)).toBe(plain);
});

it('bars below the rates are as long as the rates, and only where they are wanted', () => {
  const plain = print();
  const withBars = renderTerminal(document, { isColored: false, hasBars: true });
  const bars = withBars.split('\n').filter((line) => line.includes('█'));
  expect(bars).toHaveLength(catalogue.length);
  // 67.0% of 13 columns are 8 columns and six eighths.
  expect(bars[0]).toBe(`${' '.repeat(24)}████████▊      ████████▊      ████████▊`);
  expect(plain).not.toContain('█');
  const others = withBars.split('\n').filter((line) => !line.includes('█'));
  expect(others.join('\n')).toBe(plain);
});

it('the Korean tables fit 80 columns, and have no English sentence', () => {
  const table = renderTerminal(document, { isColored: false, language: 'ko' });
  expect(Math.max(...table.split('\n').map(widthOf))).toBeLessThanOrEqual(80);
  expect(table).toMatch(/^모드 {20}/m);
  expect(table).not.toMatch(/[a-z]+ [a-z]+ [a-z]+/);
});

it('a report without any trial prints only the verdict', () => {
  const interrupted = print({ trials: [], interrupted: true });
  expect(interrupted).toMatch(/^No trial was finished\.\nInterrupted: /);
});

it('the Markdown report has a row for each trial, and cells that cannot break the table', () => {
  const markdown = renderMarkdown(document);
  expect(markdown.match(/^\| session-sticky \| browser \| [123] \|/gm)).toHaveLength(3);
  expect(markdown).toContain('| cpu | CPU \\| fast |');
  expect(markdown).toContain('| nginx | 1.22.1 |');
});

it('two reports of the same second get a folder each', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'loadtest-'));
  expect(timeName(document.environment.date)).toBe('2026-11-23T19-15-02Z');
  await writeReport(folder, document);
  expect(await writeReport(folder, document)).toBe(join(folder, '2026-11-23T19-15-02Z-2'));
  expect(await readdir(folder)).toEqual(['2026-11-23T19-15-02Z', '2026-11-23T19-15-02Z-2']);
  const files = await readdir(join(folder, '2026-11-23T19-15-02Z'));
  expect(files.sort()).toEqual(['report.html', 'report.json', 'report.md']);
  await rm(folder, { recursive: true });
});

it('a trial that is not decided is marked, counted and explained', () => {
  const undecided = trials.map((trial) =>
    trial.mode === 'jwt-own-keys' ? makeTrial({ ...trial, agrees: null }) : trial,
  );
  const agreeing = undecided.filter(({ agrees }) => agrees === true).length;
  const plain = print({ trials: undecided });
  expect(plain).toMatch(/^jwt-own-keys .* 67\.0% ≟\(66\.7\)/m);
  expect(plain).toContain('≟ means not decided: no possible result of the trial would have disagreed.');
  expect(plain).toContain(
    `${agreeing} of ${trials.length} trials agree with the prediction, 9 disagree, 9 not decided.`,
  );
  expect(renderMarkdown({ ...document, trials: undecided })).toContain('| not decided |');
  expect(print()).not.toContain('≟');
  expect(exitCodeOf({ ...document, trials: undecided })).toBe(99);
  const fine = undecided.filter(({ agrees }) => agrees !== false);
  expect(exitCodeOf({ ...document, trials: fine })).toBe(0);
});

it.each([
  [true, '1 trial agrees with the prediction.'],
  [false, '1 trial disagrees with the prediction.'],
  [null, '1 trial, not decided.'],
])('one trial is not "1 of 1 trials": %s', (agrees, sentence) => {
  const plain = print({ settings: { ...document.settings, repeats: 1 }, trials: [makeTrial({ agrees })] });
  expect(plain).toContain(sentence);
  expect(plain).toContain('median and range of 1 trial,');
  expect(plain).not.toMatch(/\b1 \w+s\b(?! )/);
});
