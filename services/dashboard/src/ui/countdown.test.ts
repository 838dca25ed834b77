import { expect, it } from 'vitest';
import { secondsLeft } from './countdown.js';

it('a countdown shows the last second until it has passed', () => {
  const until = '2026-01-01T00:00:10Z';
  const now = (second: number) => Date.parse('2026-01-01T00:00:00Z') + second * 1000;
  expect([0, 0.5, 9.01, 10, 99].map((second) => secondsLeft(until, now(second)))).toEqual([10, 10, 1, 0, 0]);
});
