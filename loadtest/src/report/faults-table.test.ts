// The matrix of faults and the timeline, from trials made by hand.

import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { between, catalogue, exactly } from '@scale-out-lab/core';
import type { Figure, ReportDocument, Trial } from '@scale-out-lab/core/wire';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, it } from 'vitest';
import { experiments, faultNames, scoredNames } from '../experiments/index.js';
import { toFigure } from '../model/agreement.js';
import { makeReportOf, makeTrial } from '../testing/report.js';
import { renderMarkdown } from './markdown.js';
import { renderTerminal } from './terminal.js';

const outcomes = (ok: number, unavailable: number) => ({
  ok,
  unauthenticated: 0,
  wrongUser: 0,
  unavailable,
  error: 0,
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

function figuresOf(experiment: (typeof faultNames)[number], loggedOut = 0): readonly Figure[] {
  return experiments[experiment].columns.flatMap(({ figures: [first = '', second = ''] = [] }) => [
    toFigure(first, 'of 500 users', exactly(0, 'It forgets nothing.'), loggedOut),
    toFigure(second, 'of 900 requests', between(100, 200, 'Redis is needed.'), 123),
  ]);
}

const modes = catalogue.map(({ name }) => name);
const trials = modes.flatMap((mode) =>
  faultNames.map((experiment) => makeTrial({ mode, experiment, timeline, figures: figuresOf(experiment) })),
);
const [first = expect.fail(), ...others] = trials;
const reportOf = (changed: Partial<ReportDocument> = {}) =>
  makeReportOf(faultNames, modes, { trials, ...changed });
const print = (changed?: Partial<ReportDocument>, isColored = false) =>
  renderTerminal(reportOf(changed), { isColored });
/** The report with another trial of the first fault in the first mode. */
const printWith = (changes: Partial<Trial>, isColored = false) =>
  print({ trials: [makeTrial({ ...first, ...changes }), ...others] }, isColored);

it('the matrix has a row a mode and every column of every fault, on 80 columns, with requests lost below users logged out', () => {
  const lines = print().split('\n');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  const rows = lines.flatMap((line, index) => (line.startsWith('jwt-refresh ') ? [index] : []));
  const cells = rows.flatMap((row) => lines[row]?.match(/0 \(0\)/g) ?? []);
  const below = rows.flatMap((row) => lines[row + 1]?.match(/123 \(100–200\)/g) ?? []);
  expect(cells).toHaveLength(faultNames.length + 3); // three of them have a column more
  expect(below).toHaveLength(cells.length);
});

it('the scorecard has no column of a fault', () => {
  expect(print()).not.toContain('Scorecard');
  expect(scoredNames).not.toContain('crash');
});

it('a disagreement is marked, without colour as with it', () => {
  const changes = { figures: figuresOf('crash', 4), disagreement: 'Four.' };
  const plain = printWith(changes);
  expect(plain).toMatch(/^session-memory +4 ≠\(0\) /m);
  const colored = printWith(changes, true);
  expect(colored).not.toBe(plain);
  expect(stripVTControlCharacters(colored)).toBe(plain);
});

it('a fault that disagrees in a figure without a cell has the mark at the end of its first cell', () => {
  const slow = toFigure('seconds until clean', 's', between(0, 1, 'Soon.'), 3);
  const plain = printWith({ figures: [...first.figures, slow], disagreement: 'Too long.' });
  expect(plain).toMatch(/^session-memory +0 \(0\) ≠ /m);
});

it('a failed trial has a ?, and an experiment that cannot run here is named with the reason', () => {
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

it('the Markdown report has the figures of each fault, the reasons in words and a timeline', () => {
  const markdown = renderMarkdown(reportOf());
  expect(markdown).toContain('| session-memory | 0 (0) / 123 (100–200) |');
  expect(markdown).toContain('### redis-stall\n\n');
  expect(markdown).toContain('It forgets nothing.');
  expect(markdown).toContain('api-1 killed after 1.3 s');
  expect(markdown).toContain('| 1 | 3 of 31 |');
  expect(markdown).toContain('| 1 | 7 | 7 |');
});

it('log-outs that a fault undid are named below the matrix', () => {
  const undone = toFigure('log-outs undone', 'of 60', exactly(60, 'The denylist is gone.'), 60);
  const changed = trials.map((each) =>
    each.mode === 'jwt-denylist' && each.experiment === 'redis-crash'
      ? { ...each, figures: [...each.figures, undone] }
      : each,
  );
  expect(print({ trials: changed })).toContain('log-outs undone (redis-crash): jwt-denylist 60 of 60 (60)');
});

it('a report of faults is described by the published schema', () => {
  const schema = JSON.parse(readFileSync(new URL('../../report.schema.json', import.meta.url), 'utf8'));
  const validate = new Ajv2020({ allErrors: true }).compile(schema);
  const skipped = [{ experiment: 'scale-out', reason: 'Only a person can.' }] as const;
  validate(JSON.parse(JSON.stringify(reportOf({ skipped }))));
  expect(validate.errors).toBeNull();
});
