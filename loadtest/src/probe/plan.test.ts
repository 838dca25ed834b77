import { wilson } from '@scale-out-lab/core';
import { expect, it } from 'vitest';
import { checksToStayBelow, checksToTell } from './plan.js';

it('about 390 checks distinguish 3 instances from 4, and about 1,760 distinguish 5 from 6', () => {
  expect(checksToTell(3)).toBeGreaterThan(380);
  expect(checksToTell(3)).toBeLessThan(395);
  expect(checksToTell(5)).toBeGreaterThan(1740);
  expect(checksToTell(5)).toBeLessThan(1770);
});

it.each([0.003, 0.001, 0.05])(
  'so many checks without a failure put the rate below %d, and one less does not',
  (limit) => {
    const checks = checksToStayBelow(limit);
    expect(wilson(0, checks, 0.95)[1]).toBeLessThan(limit);
    expect(wilson(0, checks - 1, 0.95)[1]).toBeGreaterThanOrEqual(limit - 1e-9);
  },
);
