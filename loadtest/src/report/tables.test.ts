// The tables of a report, from trials made by hand.

import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { between, catalogue, type ExperimentName, exactly } from '@scale-out-lab/core';
import type { Figure, ReportDocument, Trial } from '@scale-out-lab/core/wire';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { experiments, faultNames, scoredNames } from '../experiments/index.js';
import { toFigure } from '../model/agreement.js';
import { makeReport, makeReportOf, makeTrial } from '../testing/report.js';
import { renderMarkdown } from './markdown.js';
import { scorecardTable, toTables } from './tables.js';
import { renderTerminal } from './terminal.js';

it('a report has failure rates, speeds, the scorecard and the matrix, with a ≠ where a prediction failed', () => {
  const [rates, speeds, scorecard, faults, recovery, ...others] = toTables(makeReport());
  expect(rates).toEqual({
    title: 'Logged-in requests lost',
    note: 'Measured (predicted): median and range of 2 trials, with 3 instances, 31 users and 930 requests a trial. ≠ marks a disagreement, ? means not measured.',
    columns: ['mode', 'pinned', 'browser'],
    rows: [
      ['session-memory', '67.3% (66.7) 66.7–68.0', '40.0% ≠(66.7)'],
      ['jwt-shared-key', '0.0% (0.0)', '?'],
    ],
  });
  expect(speeds?.columns).toEqual(['mode', 'client', 'p50 ms', 'p95 ms', 'p99 ms', 'ok/s']);
  expect(speeds?.rows[0]).toEqual(['session-memory', 'pinned', '1.5', '9.9', '10', '1,235']);
  expect(scorecard).toMatchObject({
    title: 'Scorecard',
    columns: ['mode', 'revocation', 'log-out miss'],
    rows: [
      ['session-memory', '?', '?'],
      ['jwt-shared-key', '9 ≠(6.5–8)', '0 (0)'],
    ],
  });
  expect(faults).toMatchObject({
    title: 'Faults',
    note: expect.stringContaining('at 300 per second for all modes together'),
    columns: ['mode', 'crash'],
    rows: [
      ['session-memory', '4 (4) / 0 (0–7)'],
      ['jwt-shared-key', '? / ?'],
    ],
  });
  expect(recovery?.columns).toEqual(['mode', 'crash']);
  expect(others).toEqual([]);
});

it('each row of a table has as many cells as the table has columns', () => {
  for (const { columns, rows } of toTables(makeReport())) {
    for (const row of rows) expect(row).toHaveLength(columns.length);
  }
});

it('a table without a measurement is left out', () => {
  const { trials } = makeReport();
  const only = (experiment: string) => ({ trials: trials.filter((each) => each.experiment === experiment) });
  const titles = (experiment: string) => toTables(makeReport(only(experiment))).map(({ title }) => title);
  expect(titles('steady')).toEqual(['Logged-in requests lost', 'Latency and goodput of successes']);
  expect(titles('revocation')).toEqual(['Scorecard']);
  expect(titles('crash')).toEqual(['Faults', 'Recovery']);
  expect(titles('none')).toEqual([]);
});

it('report.md has the same tables, cell by cell', () => {
  const markdown = renderMarkdown(makeReport());
  for (const { title, note, columns, rows } of toTables(makeReport())) {
    expect(markdown).toContain(`## ${title}\n\n${note}`);
    for (const cells of [columns, ...rows]) expect(markdown).toContain(`| ${cells.join(' | ')} |\n`);
  }
});

const modes = catalogue.map(({ name }) => name);
const print = (document: ReportDocument) => renderTerminal(document, { isColored: false });

/** Prints the report, and checks that colour adds nothing but colour. */
function printColored(document: ReportDocument): string {
  const plain = print(document);
  const colored = renderTerminal(document, { isColored: true });
  expect(colored).not.toBe(plain);
  expect(stripVTControlCharacters(colored)).toBe(plain);
  return plain;
}

describe('the scorecard', () => {
  const life = (measured: number) => [
    toFigure('lived on', 's', between(6.5, 8, 'Until its expiry.'), measured),
    toFigure('first log-outs refused', 'of 60 log-outs', between(25, 53, 'By chance.'), 41),
  ];
  const accepted = (measured: number) => [
    toFigure('accepted', 'forgeries', exactly(0, 'The | signature.'), measured),
  ];

  const trials: readonly Trial[] = modes.flatMap((mode) =>
    scoredNames
      .filter((experiment) => experiment !== 'refresh-race' || mode === 'jwt-refresh')
      .map((experiment) =>
        makeTrial({ mode, experiment, figures: experiment === 'revocation' ? life(7.4) : accepted(0) }),
      ),
  );
  const reportOf = (changed: readonly Trial[] = trials) =>
    makeReportOf(scoredNames, modes, { trials: changed });

  it('the scorecard has a row a mode and a column an experiment, on 80 columns, and explains each column', () => {
    const text = print(reportOf());
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    const row = text.split('\n').find((line) => line.startsWith('session-redis-own-keys')) ?? '';
    expect(row.split(/ {2,}/).slice(0, 4)).toEqual([
      'session-redis-own-keys',
      '7.4 (6.5–8)',
      '41 (25–53)',
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
    const plain = printColored(reportOf(changed));
    expect(plain).toMatch(/^session-memory +9 ≠\(6\.5–8\) +41 \(25–53\) +0 \(0\) ≠ /m);
    expect(plain).toContain(`✗ session-memory, ${first.experiment}: Too long.`);
    const [{ cells } = { cells: [] }] = scorecardTable(reportOf(changed))?.rows ?? [];
    expect(cells.slice(0, 4).map(({ isWrong }) => isWrong)).toEqual([true, false, true, false]);
  });

  it('a failed trial has a ? in each of its columns', () => {
    const [, ...others] = trials;
    expect(print(reportOf(others))).toMatch(/^session-memory +\? +\? +0 \(0\)/m);
  });

  it('an interrupted run has – where an experiment does not apply and ? where it was not measured', () => {
    const finished = trials.filter(({ mode }) => mode === 'session-memory');
    const cellsOf = (mode: string) =>
      scorecardTable(reportOf(finished))
        ?.rows.find((row) => row.mode === mode)
        ?.cells.slice(0, 5)
        .map(({ lines }) => lines.join());
    // Only `jwt-refresh` has refresh tokens to race.
    expect(cellsOf('session-memory')).toEqual(['7.4 (6.5–8)', '41 (25–53)', '0 (0)', '–', '0 (0)']);
    expect(cellsOf('jwt-denylist')).toEqual(['?', '?', '?', '–', '?']);
    expect(cellsOf('jwt-refresh')).toEqual(['?', '?', '?', '?', '?']);
    expect(print(reportOf(finished))).toContain('– means not applicable, ? means not measured.');
    expect(renderMarkdown(reportOf(finished))).toContain('| jwt-denylist | ? | ? |');
  });

  it('the Markdown report has the figures of each experiment and the reason in words, once', () => {
    const markdown = renderMarkdown(reportOf());
    expect(markdown).toContain('| session-redis | 7.4 s (6.5–8) | 41 of 60 log-outs (25–53) |');
    expect(markdown).toContain('### revocation\n\n');
    expect(markdown).toContain('- *lived on* in every mode: Until its expiry.');
    expect(markdown).not.toContain('## Logged-in requests lost');
  });
});

describe('the matrix of faults', () => {
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

  function figuresOf(experiment: ExperimentName, loggedOut = 0): readonly Figure[] {
    return experiments[experiment].columns.flatMap(({ figures: [first = '', second = ''] = [] }) => [
      toFigure(first, 'of 500 users', exactly(0, 'It forgets nothing.'), loggedOut),
      toFigure(second, 'of 900 requests', between(100, 200, 'Redis is needed.'), 123),
    ]);
  }

  const trials = modes.flatMap((mode) =>
    faultNames.map((experiment) => makeTrial({ mode, experiment, timeline, figures: figuresOf(experiment) })),
  );
  const [first = expect.fail(), ...others] = trials;
  const reportOf = (changed: Partial<ReportDocument> = {}) =>
    makeReportOf(faultNames, modes, { trials, ...changed });
  /** The report with another trial of the first fault in the first mode. */
  const reportWith = (changes: Partial<Trial>) =>
    reportOf({ trials: [makeTrial({ ...first, ...changes }), ...others] });

  it('the matrix has a row a mode and every column of every fault, on 80 columns, with requests lost below users logged out', () => {
    const lines = print(reportOf()).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    const rows = lines.flatMap((line, index) => (line.startsWith('jwt-refresh ') ? [index] : []));
    const cells = rows.flatMap((row) => lines[row]?.match(/0 \(0\)/g) ?? []);
    const below = rows.flatMap((row) => lines[row + 1]?.match(/123 \(100–200\)/g) ?? []);
    expect(cells).toHaveLength(faultNames.length + 16); // five have a column more, redis-eviction two, redis-failover, redis-partition and redis-restore three
    expect(below).toHaveLength(cells.length);
  });

  it('the table of recovery has a column for each way of each fault, on 80 columns and on the page', () => {
    const recovered = (trial: Trial) => {
      const names = experiments[trial.experiment].columns.flatMap(({ recovery = [] }) => recovery);
      const figures = names.map((name) =>
        name.startsWith('recovery')
          ? toFigure(name, 's', between(0, 3.5, 'Another one takes over.'), 2.5)
          : toFigure(name, 'log-ins and log-outs', exactly(4, 'They were in memory.'), 4),
      );
      return { ...trial, figures: [...trial.figures, ...figures] };
    };
    const report = reportOf({ trials: trials.map(recovered) });
    const table = toTables(report).find(({ title }) => title === 'Recovery');
    const ways = faultNames.flatMap((name) => experiments[name].columns.filter(({ recovery }) => recovery));
    expect(table?.columns).toEqual(['mode', ...ways.map(({ head }) => head?.en)]);
    expect(new Set(table?.rows.flatMap(([, ...cells]) => cells))).toEqual(new Set(['4 (4) / 2.5 (0–3.5)']));
    const lines = print(report).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(lines.join('\n').match(/2\.5 \(0–3\.5\)/g)).toHaveLength(ways.length * modes.length);
  });

  it('the scorecard has no column of a fault', () => {
    expect(print(reportOf())).not.toContain('Scorecard');
    expect(scoredNames).not.toContain('crash');
  });

  it('a disagreement is marked, without colour as with it', () => {
    const changes = { figures: figuresOf('crash', 4), disagreement: 'Four.' };
    expect(printColored(reportWith(changes))).toMatch(/^session-memory +4 ≠\(0\) /m);
  });

  it('a fault that disagrees in a figure without a cell has the mark at the end of its first cell', () => {
    const slow = toFigure('seconds until clean', 's', between(0, 1, 'Soon.'), 3);
    const plain = print(reportWith({ figures: [...first.figures, slow], disagreement: 'Too long.' }));
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
    const plain = print(reportOf({ trials: others, failedTrials: [failed], skipped }));
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
    expect(print(reportOf({ trials: changed }))).toContain(
      'log-outs undone (redis-crash): jwt-denylist 60 of 60 (60)',
    );
  });

  it('a report of faults is described by the published schema', () => {
    const schema = JSON.parse(readFileSync(new URL('../../report.schema.json', import.meta.url), 'utf8'));
    const validate = new Ajv2020({ allErrors: true }).compile(schema);
    const skipped = [{ experiment: 'scale-out', reason: 'Only a person can.' }] as const;
    validate(JSON.parse(JSON.stringify(reportOf({ skipped }))));
    expect(validate.errors).toBeNull();
  });
});
