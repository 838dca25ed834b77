import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { between, catalogue, exactly, experimentNames } from '@scale-out-lab/core';
import { expect, it } from 'vitest';
import { experiments, scoredNames } from '../experiments/index.js';
import { toFigure } from '../model/figure.js';
import type { ReportDocument } from '../model/report.js';
import type { Trial } from '../model/trial.js';
import { renderMarkdown } from './markdown.js';
import { renderTable } from './table.js';

const life = (measured: number) => [
  toFigure('lived on', 's', between(6.5, 8, 'Until its expiry.'), measured),
  toFigure('first log-outs refused', 'of 60 log-outs', between(28, 52, 'By chance.'), 41),
];
const none = (measured: number) => [
  toFigure('accepted', 'forgeries', exactly(0, 'The | signature.'), measured),
];

const base = {
  client: 'pinned',
  repeat: 1,
  instances: 3,
  users: 1,
  requests: 10,
  outcomes: { ok: 10, unauthenticated: 0, wrongUser: 0, unavailable: 0, error: 0 },
  failureRate: 0,
  predicted: 0,
  interval: [0, 0.1],
  effectiveRequests: 10,
  agrees: true,
  agreement: 'agrees' as const,
  disagreement: null,
  latencyMs: { p50: 1, p95: 1, p99: 1 },
  goodput: 1,
  durationSeconds: 1,
  logIns: 1,
  logInsPerSuccess: 0,
  predictedLogInsPerSuccess: 0,
  spread: { answers: {}, largestDeviation: 0 },
  usersServedByEveryInstance: 1,
  userFailureRates: { min: 0, median: 0, max: 0 },
  reasons: {},
  refusals: [],
} as const;

const longest = catalogue.map(({ name }) => name);
const trials: Trial[] = longest.flatMap((mode) =>
  scoredNames
    .filter((experiment) => experiment !== 'refresh-race' || mode === 'jwt-refresh')
    .map((experiment) => {
      const figures = experiment === 'revocation' ? life(7.4) : none(0);
      return { ...base, mode, experiment, figures };
    }),
);
const document = (changed: readonly Trial[] = trials): ReportDocument => ({
  ...{ schemaVersion: 1, interrupted: false, trials: changed, failedTrials: [], thresholds: [] },
  environment: {
    ...{ date: '2026-11-23T19:15:02.123Z', loadtest: '0.1.0', node: 'v20', platform: 'linux x64' },
    ...{ cpu: 'CPU', cpus: 2, url: 'http://127.0.0.1:8080/', instances: ['a', 'b', 'c'], versions: {} },
  },
  settings: {
    ...{ experiment: 'revocation', experiments: scoredNames, modes: longest, clients: ['pinned'] },
    ...{
      engine: 'autocannon' as const,
      users: 31,
      requests: 744,
      repeats: 3,
      logOuts: 400,
      families: 20,
      faultRate: 300,
      faultRequests: 1,
    },
  },
});

it('has a row a mode and a column an experiment, on 100 columns, and says what each column counts', () => {
  const lines = renderTable(document(), { isColored: false }).split('\n');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
  const row = lines.find((line) => line.startsWith('session-redis-own-keys')) ?? '';
  expect(row.split(/ {2,}/).slice(0, 4)).toEqual([
    'session-redis-own-keys',
    '7.4 (6.5–8)',
    '41 (28–52)',
    '0 (0)',
  ]);
  for (const name of scoredNames) {
    const experiment = experiments[name];
    if (experiment.kind !== 'scored') expect.fail();
    expect(lines).toContain(`${name.padEnd(13)} ${experiment.headline}`);
  }
  expect(lines.join('\n')).toMatch(/^log-out miss {2}first log-outs, of 60 /m);
  expect(lines.join()).not.toContain('Logged-in requests lost');
});

it('marks what disagrees, the first figure or another, without colour as with it', () => {
  const [first, second, ...others] = trials;
  if (!first || !second) expect.fail();
  const wrong = { agrees: false, agreement: 'disagrees' as const, disagreement: 'Too long.' };
  const other = {
    ...second,
    figures: [...none(0), ...none(1)],
    agrees: false,
    agreement: 'disagrees' as const,
    disagreement: 'accepted: 1',
  };
  const changed = document([{ ...first, ...wrong, figures: life(9) }, other, ...others]);
  const plain = renderTable(changed, { isColored: false });
  expect(plain).toMatch(/^session-memory +9 ≠\(6\.5–8\) +41 \(28–52\) +0 \(0\) ≠ /m);
  expect(plain).toContain(`✗ session-memory, ${first.experiment}: Too long.`);
  const colored = renderTable(changed, { isColored: true });
  expect(colored).not.toBe(plain);
  expect(stripVTControlCharacters(colored)).toBe(plain);
});

it('shows what could not be measured', () => {
  const [{ experiment, mode } = expect.fail(), ...others] = trials;
  const failed = { experiment, mode, client: 'pinned' as const, repeat: 1, reason: 'No answer.' };
  const plain = renderTable({ ...document(others), failedTrials: [failed] }, { isColored: false });
  expect(plain).toMatch(/^session-memory +\? +\? +0 \(0\)/m);
});

it('tells what the mode has no such thing of from what was not measured, as after Ctrl-C', () => {
  const finished = trials.filter(({ mode }) => mode === 'session-memory');
  const interrupted = { ...document(finished), interrupted: true };
  const plain = renderTable(interrupted, { isColored: false });
  // Only `jwt-refresh` has refresh tokens to race.
  expect(plain).toMatch(/^session-memory +7\.4 \(6\.5–8\) +41 \(28–52\) +0 \(0\) +– +0 \(0\)$/m);
  expect(plain).toMatch(/^jwt-denylist +\? +\? +\? +– +\?$/m);
  expect(plain).toMatch(/^jwt-refresh +\? +\? +\? +\?/m);
  expect(plain).toContain('– where the mode has no such thing, ? not measured:');
  expect(renderMarkdown(interrupted)).toContain('| jwt-denylist | ? | ? |');
});

it('in the Markdown report each experiment has its figures and the reason in words, once', () => {
  const markdown = renderMarkdown(document());
  expect(markdown).toContain('| session-redis | 7.4 s (6.5–8) | 41 of 60 log-outs (28–52) |');
  expect(markdown).toContain('### revocation\n\n');
  expect(markdown).toContain('- *lived on* in every mode: Until its expiry.');
  expect(markdown).not.toContain('## Logged-in requests lost');
});

it('the published schema names every experiment', () => {
  const schema = JSON.parse(readFileSync(new URL('../../report.schema.json', import.meta.url), 'utf8'));
  expect(schema.$defs.experiment.enum).toEqual(experimentNames);
});
