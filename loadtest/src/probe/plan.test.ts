import { wilson } from '@scale-out-lab/core';
import { expect, it } from 'vitest';
import { checksForHealthy, checksToTell, healthyRate } from './plan.js';

it('3 instances are told from 4 with about 390 checks, and 5 from 6 with about 1,760', () => {
  expect(checksToTell(3)).toBeGreaterThan(380);
  expect(checksToTell(3)).toBeLessThan(395);
  expect(checksToTell(5)).toBeGreaterThan(1740);
  expect(checksToTell(5)).toBeLessThan(1770);
});

it('the checks of a probe without a failure put the failure rate below 0.3 %, and a few less do not', () => {
  expect(wilson(0, checksForHealthy, 0.95)[1]).toBeLessThan(healthyRate);
  expect(wilson(0, checksForHealthy - 10, 0.95)[1]).toBeGreaterThan(healthyRate);
});
