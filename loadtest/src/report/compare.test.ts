import { between, exactly } from '@scale-out-lab/core';
import { expect, it } from 'vitest';
import { toFigure } from '../model/agreement.js';
import { makeReport, makeTrial } from '../testing/report.js';
import { comparisonTable, intervalOfDifference } from './compare.js';
import { renderCsv } from './csv.js';

it("the interval of a difference is Newcombe's published example: 48 of 80 and 56 of 70", () => {
  const [low, high] = intervalOfDifference({ rate: 48 / 80, n: 80 }, { rate: 56 / 70, n: 70 }, 0.95);
  expect(low).toBeCloseTo(0.0524, 4);
  expect(high).toBeCloseTo(0.3339, 4);
});

it('a difference is marked only where its interval leaves out 0, and has all repeats of a client model', () => {
  const loss = (failureRate: number, repeat = 1) => makeTrial({ failureRate, repeat });
  const before = makeReport({ trials: [loss(0.6), loss(0.7, 2)] });
  const same = comparisonTable(before, makeReport({ trials: [loss(0.66)] }));
  expect(same.rows[0]?.cells.map(({ lines }) => lines[0])).toEqual([
    'pinned',
    '65.0%',
    '66.0%',
    '+1.0',
    '1.5 (1.5–1.5)',
  ]);
  const better = comparisonTable(before, makeReport({ trials: [loss(0)] }));
  expect(better.rows[0]?.cells[3]?.lines[0]).toBe('-65.0 ≠');
});

it('a figure that agrees in one run alone, and an experiment of one run alone, are named', () => {
  const crash = (measured: number) =>
    makeTrial({
      experiment: 'crash',
      figures: [toFigure('users logged out', 'of 12 users', exactly(4, 'Gone.'), measured)],
    });
  const first = makeReport({ trials: [crash(4), makeTrial()] });
  const table = comparisonTable(first, makeReport({ trials: [crash(5)] }));
  expect(table.remarks).toEqual([
    'session-memory, crash, users logged out: A 4 (as predicted), B 5 (not as predicted)',
    'Only in A: steady',
  ]);
});

it('other settings, another machine, and a mode and a client model of one run alone, are named', () => {
  const first = makeReport({
    trials: [makeTrial(), makeTrial({ mode: 'jwt-shared-key', client: 'browser' })],
  });
  const { environment, settings } = first;
  const second = makeReport({
    settings: { ...settings, users: settings.users + 1, engine: 'undici' },
    environment: { ...environment, node: 'v24.11.0' },
    trials: [makeTrial()],
  });
  expect(comparisonTable(first, second).remarks).toEqual([
    `Measured under other conditions: --engine (A autocannon, B undici), --users (A ${settings.users}, B ${settings.users + 1}), node (A v20.20.2, B v24.11.0)`,
    'Only in A: jwt-shared-key, browser',
  ]);
});

it('a figure that is not decided in one run is not called a disagreement', () => {
  const revocation = (measured: number, unit: string) =>
    makeTrial({
      experiment: 'revocation',
      figures: [toFigure('accepted', unit, between(0, 1, 'By chance.'), measured)],
    });
  const first = makeReport({ trials: [revocation(41, 'of 60 log-outs')] });
  const second = makeReport({ trials: [revocation(1, 'of 1 log-outs')] });
  expect(comparisonTable(first, second).remarks).toEqual([
    'session-memory, revocation, accepted: A 41 (not as predicted), B 1 (not decided)',
  ]);
});

it('the CSV has a row for each number of each trial, and a text with a comma or quotes stays one field', () => {
  const figures = [toFigure('logged out: 2 tabs, "one" jar', 'of 20 users', exactly(0, 'None.'), 1)];
  const trials = [makeTrial({ failureRate: 0.5 }), makeTrial({ experiment: 'refresh-race', figures })];
  const lines = renderCsv(makeReport({ trials })).split('\r\n');
  expect(lines[0]).toBe(
    'mode,experiment,client,repeat,name,unit,measured,predictedFrom,predictedTo,agreement',
  );
  expect(lines[1]).toBe(
    'session-memory,steady,pinned,1,failureRate,share,0.5,0.6666666666666666,0.6666666666666666,agrees',
  );
  expect(lines[2]).toBe('session-memory,steady,pinned,1,p50,ms,1.5,,,');
  expect(lines.at(-2)).toBe(
    'session-memory,refresh-race,pinned,1,"logged out: 2 tabs, ""one"" jar",of 20 users,1,0,0,disagrees',
  );
});
