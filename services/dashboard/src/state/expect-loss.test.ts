import { findMode, predictFailureRate } from '@scale-out-lab/core';
import { expect, it } from 'vitest';
import { expectLoss } from './tally.js';

const mode = (name: string) => findMode(name) ?? expect.fail(`no mode ${name}`);

it('a pinned client loses each request alike', () => {
  for (const nth of [1, 2, 50])
    expect(expectLoss(mode('session-memory'), 'pinned', 3, nth)).toBeCloseTo(2 / 3, 9);
});

it('a browser has its session cookie at the n-th request only if it never missed: 1 − 1/Nⁿ', () => {
  expect(expectLoss(mode('session-memory'), 'browser', 3, 1)).toBeCloseTo(2 / 3, 12);
  expect(expectLoss(mode('session-memory'), 'browser', 3, 2)).toBeCloseTo(8 / 9, 12);
});

it('summed over the requests of one log-in it is the prediction for so many', () => {
  const sum = Array.from({ length: 40 }, (_, index) =>
    expectLoss(mode('session-memory'), 'browser', 3, index + 1),
  ).reduce((total, each) => total + each, 0);
  const conditions = { instances: 3, requestsPerUser: 40 };
  expect(sum / 40).toBeCloseTo(predictFailureRate(mode('session-memory'), 'browser', conditions), 12);
});

it('where nothing is lost it is exactly nothing', () => {
  expect(expectLoss(mode('session-redis'), 'browser', 3, 7)).toBe(0);
  expect(expectLoss(mode('session-memory'), 'pinned', 1, 7)).toBe(0);
});
