// The matrix of faults and the timeline, from trials made by hand.

import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { between, catalogue, exactly } from '@scale-out-lab/core';
import type { Figure } from '@scale-out-lab/core/wire';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, it } from 'vitest';
import { experiments, faultNames, scoredNames } from '../experiments/index.js';
import { toFigure } from '../model/figure.js';
import type { ReportDocument } from '../model/report.js';
import type { Trial } from '../model/trial.js';
import { renderMarkdown } from './markdown.js';
import { renderTable } from './table.js';

const outcomes = (ok: number, unavailable: number) => ({
  ...{ ok, unauthenticated: 0, wrongUser: 0, unavailable, error: 0 },
});
const timeline = {
  events: [{ atSeconds: 1.25, what: 'api-1 killed' }],
  seconds: [
    { second: 0, sent: 30, outcomes: outcomes(30, 0), answersBy: { a: 30 }, retried: 0, resent: 0 },
    { second: 1, sent: 31, outcomes: outcomes(28, 3), answersBy: { a: 28 }, retried: 2, resent: 0 },
  ],
  survival: [
    { second: 0, ok: 10, loggedOut: 0 },
    { second: 1, ok: 7, loggedOut: 3 },
  ],
};

const base = {
  ...{
    client: 'pinned' as const,
    repeat: 1,
    instances: 3,
    users: 12,
    requests: 36,
    outcomes: outcomes(36, 0),
  },
  ...{
    failureRate: 0,
    predicted: 0,
    effectiveRequests: 36,
    agrees: true,
    agreement: 'agrees' as const,
    disagreement: null,
  },
  ...{ latencyMs: { p50: 1, p95: 1, p99: 1 }, goodput: 1, durationSeconds: 1, logIns: 12 },
  ...{ logInsPerSuccess: 0, predictedLogInsPerSuccess: 0, usersServedByEveryInstance: 12 },
  ...{ spread: { answers: {}, largestDeviation: 0 }, userFailureRates: { min: 0, median: 0, max: 0 } },
  ...{ reasons: {}, refusals: [], interval: [0, 0.1] as const },
} as const;

function figuresOf(experiment: (typeof faultNames)[number], loggedOut = 0): readonly Figure[] {
  const found = experiments[experiment];
  if (found.kind !== 'fault') throw new Error(`${experiment} breaks nothing.`);
  return found.columns.flatMap((column) => [
    toFigure(column.loggedOut, 'of 500 users', exactly(0, 'It forgets nothing.'), loggedOut),
    toFigure(column.lost, 'of 900 requests', between(100, 200, 'Redis is needed.'), 123),
  ]);
}

const modes = catalogue.map(({ name }) => name);
const trials: readonly Trial[] = modes.flatMap((mode) =>
  faultNames.map((experiment) => ({ ...base, mode, experiment, timeline, figures: figuresOf(experiment) })),
);
const document = (changed: Partial<ReportDocument> = {}): ReportDocument => ({
  ...{ schemaVersion: 1, interrupted: false, trials, failedTrials: [], thresholds: [] },
  environment: {
    ...{ date: '2026-11-23T19:15:02.123Z', loadtest: '0.1.0', node: 'v20', platform: 'linux x64' },
    ...{ cpu: 'CPU', cpus: 2, url: 'http://127.0.0.1:8080/', instances: ['a', 'b', 'c'], versions: {} },
  },
  settings: {
    ...{ experiment: 'crash', experiments: faultNames, modes, clients: ['pinned'], engine: 'autocannon' },
    ...{ users: 31, requests: 744, repeats: 3, logOuts: 400, families: 20 },
    ...{ faultRate: 300, faultRequests: 1 },
  },
  ...changed,
});
const print = (changed?: Partial<ReportDocument>, isColored = false) =>
  renderTable(document(changed), { isColored });

it('has a row a mode and every column of every fault, on 100 columns, with what is lost below who is logged out', () => {
  const lines = print().split('\n');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
  const rows = lines.flatMap((line, index) => (line.startsWith('jwt-refresh ') ? [index] : []));
  const cells = rows.flatMap((row) => lines[row]?.match(/0 \(0\)/g) ?? []);
  const below = rows.flatMap((row) => lines[row + 1]?.match(/123 \(100–200\)/g) ?? []);
  expect(cells).toHaveLength(faultNames.length + 3); // three of them have a column more
  expect(below).toHaveLength(cells.length);
});

it('leaves the faults out of the scorecard', () => {
  expect(print()).not.toContain('rolling-\nrestart');
  expect(scoredNames).not.toContain('crash');
});

it('marks what disagrees, without colour as with it', () => {
  const [first = expect.fail(), ...others] = trials;
  const wrong = {
    ...first,
    figures: figuresOf('crash', 4),
    agrees: false,
    agreement: 'disagrees' as const,
    disagreement: 'Four.',
  };
  const plain = print({ trials: [wrong, ...others] });
  expect(plain).toMatch(/^session-memory +4 ≠\(0\) /m);
  const colored = print({ trials: [wrong, ...others] }, true);
  expect(colored).not.toBe(plain);
  expect(stripVTControlCharacters(colored)).toBe(plain);
});

it('marks a fault that disagrees in a figure that no cell shows', () => {
  const [first = expect.fail(), ...others] = trials;
  const slow = toFigure('seconds until clean', 's', between(0, 1, 'Soon.'), 3);
  const wrong = {
    ...first,
    figures: [...first.figures, slow],
    agrees: false,
    agreement: 'disagrees' as const,
    disagreement: 'Too long.',
  };
  expect(print({ trials: [wrong, ...others] })).toMatch(/^session-memory +0 \(0\) ≠ /m);
});

it('shows what could not be measured, and what was not run', () => {
  const [, ...others] = trials;
  const failed = {
    experiment: 'crash',
    mode: 'session-memory',
    client: 'pinned',
    repeat: 1,
    reason: 'No.',
  } as const;
  const skipped = [{ experiment: 'scale-out', reason: 'Only a person can.' }] as const;
  const plain = print({ trials: others, failedTrials: [failed], skipped });
  expect(plain).toMatch(/^session-memory +\? +0 \(0\)/m);
  expect(plain).toContain('– scale-out: not run here. Only a person can.');
});

it('in the Markdown report each fault has its figures, the reasons in words and a timeline', () => {
  const markdown = renderMarkdown(document());
  expect(markdown).toContain('| session-memory | 0 (0) / 123 (100–200) |');
  expect(markdown).toContain('### redis-stall\n\n');
  expect(markdown).toContain('It forgets nothing.');
  expect(markdown).toContain('api-1 killed after 1.3 s');
  expect(markdown).toContain('| 1 | 3 of 31 |');
  expect(markdown).toContain('| 1 | 7 | 7 |');
});

it('says below the matrix where a fault undid log-outs', () => {
  const undone = toFigure('log-outs undone', 'of 60', exactly(60, 'The denylist is gone.'), 60);
  const found = trials.find(
    ({ mode, experiment }) => mode === 'jwt-denylist' && experiment === 'redis-crash',
  );
  if (!found) expect.fail();
  const changed = trials.map((each) =>
    each === found ? { ...each, figures: [...each.figures, undone] } : each,
  );
  expect(print({ trials: changed })).toContain('log-outs undone (redis-crash): jwt-denylist 60 of 60 (60)');
});

it('is described by the published schema', () => {
  const schema = JSON.parse(readFileSync(new URL('../../report.schema.json', import.meta.url), 'utf8'));
  const validate = new Ajv2020({ allErrors: true }).compile(schema);
  const skipped = [{ experiment: 'scale-out', reason: 'Only a person can.' }] as const;
  validate(JSON.parse(JSON.stringify(document({ skipped }))));
  expect(validate.errors).toBeNull();
});
