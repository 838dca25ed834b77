// The scorecard, from trials made by hand.
import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { between, catalogue, exactly, experimentNames } from '@scale-out-lab/core';
import type { Trial } from '@scale-out-lab/core/wire';
import { expect, it } from 'vitest';
import { scoredNames } from '../experiments/index.js';
import { toFigure } from '../model/agreement.js';
import { makeReportOf, makeTrial } from '../testing/report.js';
import { renderMarkdown } from './markdown.js';
import { scorecardTable } from './tables.js';
import { renderTerminal } from './terminal.js';

const life = (measured: number) => [
  toFigure('lived on', 's', between(6.5, 8, 'Until its expiry.'), measured),
  toFigure('first log-outs refused', 'of 60 log-outs', between(28, 52, 'By chance.'), 41),
];
const accepted = (measured: number) => [
  toFigure('accepted', 'forgeries', exactly(0, 'The | signature.'), measured),
];

const modes = catalogue.map(({ name }) => name);
const trials: readonly Trial[] = modes.flatMap((mode) =>
  scoredNames
    .filter((experiment) => experiment !== 'refresh-race' || mode === 'jwt-refresh')
    .map((experiment) =>
      makeTrial({ mode, experiment, figures: experiment === 'revocation' ? life(7.4) : accepted(0) }),
    ),
);
const reportOf = (changed: readonly Trial[] = trials) =>
  makeReportOf(scoredNames, modes, { trials: changed });
const print = (changed?: readonly Trial[], isColored = false) =>
  renderTerminal(reportOf(changed), { isColored });

it('the scorecard has a row a mode and a column an experiment, on 80 columns, and explains each column', () => {
  const text = print();
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  const row = text.split('\n').find((line) => line.startsWith('session-redis-own-keys')) ?? '';
  expect(row.split(/ {2,}/).slice(0, 4)).toEqual([
    'session-redis-own-keys',
    '7.4 (6.5–8)',
    '41 (28–52)',
    '0 (0)',
  ]);
  const words = text.replaceAll(/\s+/g, ' ');
  const { legend = [] } = scorecardTable(reportOf()) ?? {};
  expect(legend.map(([name]) => name)).toEqual(expect.arrayContaining([...scoredNames, 'log-out miss']));
  for (const [name, meaning] of legend) expect(words).toContain(`${name} ${meaning}`);
  expect(text).not.toContain('Logged-in requests lost');
});

it('a disagreement is marked, in the first figure or another, without colour as with it', () => {
  const [first, second, ...others] = trials;
  if (!first || !second) expect.fail();
  const later = toFigure('accepted later', 'forgeries', exactly(0, 'The signature.'), 1);
  const changed = [
    makeTrial({ ...first, figures: life(9), agrees: false, disagreement: 'Too long.' }),
    makeTrial({ ...second, figures: [...accepted(0), later], agrees: false }),
    ...others,
  ];
  const plain = print(changed);
  expect(plain).toMatch(/^session-memory +9 ≠\(6\.5–8\) +41 \(28–52\) +0 \(0\) ≠ /m);
  expect(plain).toContain(`✗ session-memory, ${first.experiment}: Too long.`);
  const colored = print(changed, true);
  expect(colored).not.toBe(plain);
  expect(stripVTControlCharacters(colored)).toBe(plain);
});

it('a failed trial has a ? in each of its columns', () => {
  const [, ...others] = trials;
  expect(print(others)).toMatch(/^session-memory +\? +\? +0 \(0\)/m);
});

it('an interrupted run has – where an experiment does not apply and ? where it was not measured', () => {
  const finished = trials.filter(({ mode }) => mode === 'session-memory');
  const cellsOf = (mode: string) =>
    scorecardTable(reportOf(finished))
      ?.rows.find((row) => row.mode === mode)
      ?.cells.slice(0, 5)
      .map(({ lines }) => lines.join());
  // Only `jwt-refresh` has refresh tokens to race.
  expect(cellsOf('session-memory')).toEqual(['7.4 (6.5–8)', '41 (28–52)', '0 (0)', '–', '0 (0)']);
  expect(cellsOf('jwt-denylist')).toEqual(['?', '?', '?', '–', '?']);
  expect(cellsOf('jwt-refresh')).toEqual(['?', '?', '?', '?', '?']);
  expect(print(finished)).toContain('– means not applicable, ? means not measured.');
  expect(renderMarkdown(reportOf(finished))).toContain('| jwt-denylist | ? | ? |');
});

it('the Markdown report has the figures of each experiment and the reason in words, once', () => {
  const markdown = renderMarkdown(reportOf());
  expect(markdown).toContain('| session-redis | 7.4 s (6.5–8) | 41 of 60 log-outs (28–52) |');
  expect(markdown).toContain('### revocation\n\n');
  expect(markdown).toContain('- *lived on* in every mode: Until its expiry.');
  expect(markdown).not.toContain('## Logged-in requests lost');
});

it('the published schema names every experiment', () => {
  const schema = JSON.parse(readFileSync(new URL('../../report.schema.json', import.meta.url), 'utf8'));
  expect(schema.$defs.experiment.enum).toEqual(experimentNames);
});
