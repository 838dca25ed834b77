import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { catalogue, clients } from '@scale-out-lab/core';
import { expect, it } from 'vitest';
import { exitCodeOf } from '../cli/exit-code.js';
import type { ReportDocument } from '../model/report.js';
import type { Trial } from '../model/trial.js';
import { renderMarkdown } from './markdown.js';
import { renderTable } from './table.js';
import { timeName, writeReport } from './write.js';

const base = {
  experiment: 'steady',
  instances: 3,
  users: 31,
  requests: 930,
  outcomes: { ok: 310, unauthenticated: 620, wrongUser: 0, unavailable: 0, error: 0 },
  failureRate: 2 / 3,
  predicted: 2 / 3,
  interval: [0.61, 0.72],
  effectiveRequests: 930,
  figures: [],
  agrees: true,
  agreement: 'agrees' as const,
  disagreement: null,
  latencyMs: { p50: 12.345, p95: 100, p99: 123.4 },
  goodput: 1234.5,
  durationSeconds: 1,
  logIns: 31,
  logInsPerSuccess: 0,
  predictedLogInsPerSuccess: 0,
  spread: { answers: { 'api-1': 310, 'api-2': 310, 'api-3': 310 }, largestDeviation: 0 },
  usersServedByEveryInstance: 0,
  userFailureRates: { min: 0.5, median: 0.6, max: 0.8 },
  reasons: { 'unknown-session': 620 },
  refusals: [],
} as const;

const failing = {
  agrees: false,
  agreement: 'disagrees' as const,
  failureRate: 0.4,
  disagreement: 'Too lucky.',
};
const trials: Trial[] = catalogue.flatMap(({ name }) =>
  clients.flatMap((client) =>
    [1, 2, 3].map((repeat) => ({
      ...base,
      ...{ mode: name, client, repeat, failureRate: 0.65 + repeat / 100 },
      ...(name === 'session-redis-own-keys' && failing),
    })),
  ),
);
const document: ReportDocument = {
  schemaVersion: 1,
  interrupted: false,
  environment: {
    date: '2026-11-23T19:15:02.123Z',
    loadtest: '0.1.0',
    node: 'v20.20.2',
    platform: 'linux x64',
    cpu: 'CPU | fast',
    cpus: 2,
    url: 'http://127.0.0.1:8080/',
    instances: ['api-1', 'api-2', 'api-3'],
    versions: { nginx: '1.22.1' },
  },
  settings: {
    ...{ experiment: 'steady', experiments: ['steady'], modes: [], clients },
    ...{
      engine: 'autocannon' as const,
      users: 31,
      requests: 930,
      repeats: 3,
      logOuts: 300,
      families: 20,
      faultRate: 300,
      faultRequests: 1,
    },
  },
  trials,
  failedTrials: [],
  thresholds: [],
};

it('the table fits on 100 columns and shows medians, ranges and predictions', () => {
  const table = renderTable(document, { isColored: false });
  const widest = Math.max(...table.split('\n').map((line) => line.length));
  expect(widest).toBeLessThanOrEqual(100);
  expect(table).toMatch(/^session-memory +66\.7 % +67\.0 % \(66\.7\) .* 12\/123 +1,235$/m);
  expect(table).toMatch(/^ +66\.0–68\.0 +66\.0–68\.0/m);
});

it('a disagreement is marked, counted and spelled out, without colour as with it', () => {
  const plain = renderTable(document, { isColored: false });
  expect(plain).toContain('40.0 % ≠(66.7)');
  const agreeing = trials.filter(({ agrees }) => agrees).length;
  expect(trials.length - agreeing).toBe(9);
  expect(plain).toContain(`${agreeing} of ${trials.length} trials agree with the prediction, 9 disagree.`);
  expect(plain).toContain('✗ session-redis-own-keys, pinned, repeat 2: Too lucky.');
  const colored = renderTable(document, { isColored: true });
  expect(colored).not.toBe(plain);
  expect(stripVTControlCharacters(colored)).toBe(plain);
});

it('without any trial the table is only the verdict', () => {
  const interrupted = renderTable({ ...document, trials: [], interrupted: true }, { isColored: false });
  expect(interrupted).toContain('No trial was finished.');
  expect(interrupted).toContain('Interrupted');
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

it('what no result could have disagreed with is marked, counted and explained', () => {
  const undecided = trials.map((trial) =>
    trial.mode === 'jwt-own-keys' ? { ...trial, agrees: null, agreement: 'not decided' as const } : trial,
  );
  const agreeing = undecided.filter(({ agrees }) => agrees === true).length;
  const report = { ...document, trials: undecided };
  const plain = renderTable(report, { isColored: false });
  expect(plain).toMatch(/^jwt-own-keys .* 67\.0 % ≟\(66\.7\)/m);
  expect(plain).toContain('≟ not decided: no possible result of the trial would have disagreed.');
  expect(plain).toContain(
    `${agreeing} of ${trials.length} trials agree with the prediction, 9 disagree, 9 not decided.`,
  );
  expect(renderMarkdown(report)).toContain('| not decided |');
  expect(renderTable(document, { isColored: false })).not.toContain('≟');
  expect(exitCodeOf(report)).toBe(99);
  const fine = undecided.filter(({ agrees }) => agrees !== false);
  expect(exitCodeOf({ ...document, trials: fine })).toBe(0);
});

it.each([
  [true, '1 trial agrees with the prediction.'],
  [false, '1 trial disagrees with the prediction.'],
  [null, '1 trial, not decided.'],
])('one trial is not "1 of 1 trials": %s', (agrees, sentence) => {
  const [trial] = trials;
  if (!trial) expect.fail();
  const settings = { ...document.settings, repeats: 1 };
  const plain = renderTable({ ...document, settings, trials: [{ ...trial, agrees }] }, { isColored: false });
  expect(plain).toContain(sentence);
  expect(plain).toContain('Medians over 1 trial,');
  expect(plain).not.toMatch(/\b1 \w+s\b(?! )/);
});
