import { expect, it } from 'vitest';
import { barsOf } from './load-history.js';

const nowMs = Date.UTC(2026, 0, 1, 12, 1, 0, 400);
const second = (ago: number, failed: number, sent = 30) => ({
  at: new Date(Math.floor(nowMs / 1000) * 1000 - ago * 1000).toISOString(),
  mode: 'session-memory',
  sent,
  failed,
  predicted: 2 / 3,
});

it('the present second is at the right edge, and the oldest of the minute at the left', () => {
  expect(barsOf([second(59, 20), second(0, 10)], nowMs).map(({ x, lost }) => [x, lost])).toEqual([
    [0, 2 / 3],
    [295, 1 / 3],
  ]);
});

it('a second without requests and one older than a minute have no bar', () => {
  expect(barsOf([second(60, 1), second(3, 0, 0)], nowMs)).toEqual([]);
});
