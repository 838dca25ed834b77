import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { addLoadtestOptions, completeOptions, type GivenOptions, readOptions } from './options.js';

function parse(args: readonly string[]): GivenOptions {
  const command = addLoadtestOptions(new Command('loadtest')).exitOverride();
  command.configureOutput({ writeErr: () => {} });
  return readOptions(command.parse(args, { from: 'user' }));
}

it.each([
  [['--engine', 'wrk'], 'Expected autocannon or undici.'],
  [['--users', 'abc'], "'abc' is invalid. Expected a whole number from 1 to 1000."],
  [['--users', '1001'], "'1001' is invalid"],
  [['--users', '1.5'], "'1.5' is invalid"],
  [['--repeats', '0'], "'0' is invalid. Expected a whole number from 1 to 100."],
  [['--log-outs', '0'], "'0' is invalid. Expected a whole number from 1 to 100000."],
  [['--families', '0'], "'0' is invalid. Expected a whole number from 1 to 10000."],
  [['--client', 'pinned,opera'], 'Expected pinned, browser, persistent or all.'],
  [['--experiment', 'rolling'], 'Expected steady, '],
  [['--threshold', 'p98<1'], 'Expected a highest failure rate (0.01 or 1%)'],
])('%j is refused with the accepted values', (args, sentence) => {
  expect(() => parse(args)).toThrow(sentence);
});

it.each([
  [['--requests', '30'], '--requests is 30, but there are 31 users'],
  [['--experiment', 'exposure', '--threshold', '1%'], '--threshold limits the results of the experiment'],
])('%j together is exit code 2', (args, sentence) => {
  expect(() => completeOptions(parse(args))).toThrow(expect.objectContaining({ exitCode: 2 }));
  expect(() => completeOptions(parse(args))).toThrow(sentence);
});

describe('resumed run', () => {
  const first = ['--experiment', 'crash,steady', '--client', 'browser', '--engine', 'undici', '--users', '5'];

  it('a resumed run has the settings of its report, and its own thresholds and folder', () => {
    const { thresholds, reports, json, ...settings } = completeOptions(parse(['jwt-shared-key', ...first]));
    const resumed = { ...settings, experiment: 'steady' as const };
    const values = parse(['--resume', 'reports/x', '--threshold', '1%', '--reports', 'elsewhere', '--json']);
    expect(completeOptions(values, { resumed })).toMatchObject({
      ...settings,
      thresholds: [{ expression: '1%' }],
      reports: 'elsewhere',
      json: true,
    });
    expect({ thresholds, reports, json }).toEqual({ thresholds: [], reports: 'reports', json: false });
  });

  it('a resumed run has the thresholds of its report, unless it is given others', () => {
    const { thresholds: _, ...settings } = completeOptions(parse([]));
    const resumed = { ...settings, experiment: 'steady' as const, thresholds: ['1%', 'p99<50'] };
    const thresholdsOf = (more: readonly string[]) =>
      completeOptions(parse(['--resume', ...more]), { resumed }).thresholds.map(
        ({ expression }) => expression,
      );
    expect(thresholdsOf([])).toEqual(['1%', 'p99<50']);
    expect(thresholdsOf(['--threshold', '2%'])).toEqual(['2%']);
  });

  it('a resumed run without steady takes no thresholds', () => {
    const { thresholds: _, ...settings } = completeOptions(parse(['--experiment', 'exposure']));
    const resumed = { ...settings, experiment: 'exposure' as const };
    expect(() => completeOptions(parse(['--resume', '--threshold', '1%']), { resumed })).toThrow(
      expect.objectContaining({ exitCode: 2 }),
    );
  });

  it.each([
    ['--experiment', 'steady'],
    ['--client', 'all'],
    ['--engine', 'autocannon'],
    ['--users', '31'],
    ['--requests', '744'],
    ['--repeats', '3'],
    ['--log-outs', '400'],
    ['--families', '20'],
    ['--fault-rate', '300'],
    ['--fault-requests', '1'],
  ])('a resumed run cannot be given %s, not even with its default', (name, value) => {
    expect(() => parse(['--resume', 'reports/x', name, value])).toThrow(
      `option '--resume [dir]' cannot be used with option '${name} <`,
    );
  });
});
