import { expect, it } from 'vitest';
import { buildReport, renderReport } from './report.js';

const failover = (secondsToWrites: number, way: 'crash' | 'stall' = 'crash') => ({
  topology: 'sentinel',
  way,
  secondsToPrimary: 2.25,
  secondsToWrites,
});

it('one log-in that is later than a second misses the goal', () => {
  expect(buildReport([failover(0.2), failover(1)]).isReached).toBe(true);
  expect(buildReport([failover(0.2), failover(1.01)]).isReached).toBe(false);
});

it('the table has the median, the worst and the count of each case', () => {
  const measured = [failover(0.1), failover(0.4, 'stall'), failover(1.5), failover(0.2)];
  expect(renderReport(buildReport(measured))).toBe(
    [
      'Seconds, median (worst)',
      '',
      'topology  fault  new primary  log-ins after that  within 1 s',
      'sentinel  crash  2.25 (2.25)  0.20 (1.50)         2 of 3',
      'sentinel  stall  2.25 (2.25)  0.40 (0.40)         1 of 1',
      '',
    ].join('\n'),
  );
});
