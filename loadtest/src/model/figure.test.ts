import { between, exactly } from '@scale-out-lab/core';
import { expect, it } from 'vitest';
import { findDisagreeing, toFigure } from './figure.js';

it.each([
  { measured: 0, expectation: exactly(0, 'x'), agrees: true },
  { measured: 1e-6, expectation: exactly(0, 'x'), agrees: false },
  { measured: 0.1 + 0.2, expectation: exactly(0.3, 'x'), agrees: true },
  { measured: 1.5, expectation: between(1.5, 3, 'x'), agrees: true },
  { measured: 3, expectation: between(1.5, 3, 'x'), agrees: true },
  { measured: 3.01, expectation: between(1.5, 3, 'x'), agrees: false },
])('$measured where $expectation.predicted was predicted: $agrees', ({ measured, expectation, agrees }) => {
  expect(toFigure('life', 's', expectation, measured).agrees).toBe(agrees);
});

it('a disagreement is explained with the prediction', () => {
  const figures = [
    toFigure('accepted', 'instances', exactly(0, 'x'), 2),
    toFigure('life', 's', between(1.5, 3, 'x'), 4.0001),
    toFigure('claims', 'claims', exactly(0, 'x'), 0),
    toFigure('forged', 'answers', exactly(0, 'x'), 1, 'alg "none" (api-1)'),
  ];
  expect(findDisagreeing(figures)).toEqual([
    'accepted: 2 instances, where 0 was predicted.',
    'life: 4 s, where 1.5 to 3 was predicted.',
    'forged: 1 answer, where 0 was predicted: alg "none" (api-1).',
  ]);
});

it.each([
  // The predicted range has all that there is in the unit.
  { unit: 'of 20 requests', expectation: between(0, 31, 'x'), measured: 3, agrees: null },
  { unit: 'of 0 users', expectation: exactly(0, 'x'), measured: 0, agrees: null },
  { unit: 'share', expectation: between(0, 1, 'x'), measured: 0.4, agrees: null },
  // Something lies outside.
  { unit: 'of 32 requests', expectation: between(0, 31, 'x'), measured: 3, agrees: true },
  { unit: 'of 20 requests', expectation: between(1, 31, 'x'), measured: 3, agrees: true },
  { unit: 'requests', expectation: between(0, 31, 'x'), measured: 3, agrees: true },
  { unit: 'of 20 requests', expectation: between(0, 31, 'x'), measured: 32, agrees: false },
])('$measured $unit, where $expectation.predicted was predicted: $agrees', (given) => {
  expect(toFigure('lost', given.unit, given.expectation, given.measured).agrees).toBe(given.agrees);
});
