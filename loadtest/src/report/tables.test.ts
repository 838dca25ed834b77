import { expect, it } from 'vitest';
import { makeReport } from '../testing/report.js';
import { renderMarkdown } from './markdown.js';
import { toTables } from './tables.js';

it('a report has failure rates, speeds, the scorecard and the matrix, with a ≠ where a prediction failed', () => {
  const [rates, speeds, scorecard, faults, ...others] = toTables(makeReport());
  expect(rates).toEqual({
    title: 'Logged-in requests lost',
    note: 'Measured (predicted): median and range of 2 trials, with 3 instances, 31 users and 930 requests a trial. ≠ marks a disagreement, ? means not measured.',
    columns: ['mode', 'pinned', 'browser'],
    rows: [
      ['session-memory', '67.3 % (66.7) 66.7–68.0', '40.0 % ≠(66.7)'],
      ['jwt-shared-key', '0.0 % (0.0)', '?'],
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
  expect(titles('crash')).toEqual(['Faults']);
  expect(titles('none')).toEqual([]);
});

it('report.md has the same tables, cell by cell', () => {
  const markdown = renderMarkdown(makeReport());
  for (const { title, note, columns, rows } of toTables(makeReport())) {
    expect(markdown).toContain(`## ${title}\n\n${note}`);
    for (const cells of [columns, ...rows]) expect(markdown).toContain(`| ${cells.join(' | ')} |\n`);
  }
});
