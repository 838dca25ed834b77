import { expect, it } from 'vitest';
import {
  byChance,
  byChances,
  findMode,
  predictLostByStall,
  predictWaiting,
  shareOfStalled,
} from '../index.js';

const mode = (name: string) => findMode(name) ?? expect.fail(name);

it('one request in N reaches a stalled instance; with affinity, every request of its users', () => {
  expect(shareOfStalled(mode('session-memory'), 3, true)).toBeCloseTo(1 / 3, 12);
  expect(shareOfStalled(mode('jwt-shared-key'), 1, false)).toBe(1);
  expect(shareOfStalled(mode('session-sticky'), 3, true)).toBe(1);
  expect(shareOfStalled(mode('session-sticky'), 3, false)).toBe(0);
});

it('the number of waiting requests lies between the certain and the possible ones', () => {
  const third = (count: number) => Array<number>(count).fill(1 / 3);
  // By hand: 16 of 48, with √(48 × 1/3 × 2/3) = 3.27: 16 − (3.29 × 3.27 + 0.24) = 5.02; 24 of 72, √16 = 4: 24 + 13.52.
  const waiting = predictWaiting(mode('session-redis'), { certain: third(48), possible: third(72) });
  expect(waiting.predicted).toEqual([6, 37]);
  const sticky = predictWaiting(mode('session-sticky'), { certain: [1, 0, 1, 0], possible: [1, 0, 1, 0, 1] });
  expect(sticky.predicted).toEqual([2, 3]);
});

it('a stall fails no waiting request, except expired tokens and commands to Redis', () => {
  const conditions = { stallSeconds: 3, underWay: 2, waiting: 20 };
  expect(predictLostByStall(mode('session-memory'), conditions).predicted).toEqual([0, 0]);
  expect(predictLostByStall(mode('jwt-shared-key'), conditions).predicted).toEqual([0, 0]);
  expect(predictLostByStall(mode('session-redis'), conditions).predicted).toEqual([0, 2]);
  expect(predictLostByStall(mode('jwt-refresh'), conditions).predicted).toEqual([0, 22]);
});

it('without chance the number of waiting requests is exact', () => {
  expect(byChances([1, 1, 0], 'x').predicted).toEqual([2, 2]);
  expect(byChance(0, 60, 'x').predicted).toEqual([0, 0]);
  expect(byChance(1, 60, 'x').predicted).toEqual([60, 60]);
  expect(byChances([], 'x').predicted).toEqual([0, 0]);
});
