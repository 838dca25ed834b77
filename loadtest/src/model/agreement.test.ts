import { between, exactly } from '@scale-out-lab/core';
import { expect, it } from 'vitest';
import {
  agreementOf,
  allAgree,
  couldDisagree,
  findDisagreeing,
  findDisagreement,
  toFigure,
} from './agreement.js';
import { noOutcomes } from './answer.js';

const measured = (given: { ok: number; unauthenticated: number }, predicted: number, more = {}) => ({
  outcomes: { ...noOutcomes(), ...given, ...more },
  failureRate: given.unauthenticated / (given.ok + given.unauthenticated),
  predicted,
  interval: [0.6, 0.7] as const,
});

it.each([
  { why: 'the prediction lies in the interval', predicted: 2 / 3 },
  { why: 'it lies half a point outside, but no more', predicted: 0.7049 },
  { why: 'it lies half a point below, but no more', predicted: 0.5951 },
])('a rate agrees: $why', ({ predicted }) => {
  expect(findDisagreement(measured({ ok: 35, unauthenticated: 65 }, predicted))).toBeNull();
});

it.each([0.7051, 0.5949])('a rate disagrees when %d was predicted', (predicted) => {
  expect(findDisagreement(measured({ ok: 35, unauthenticated: 65 }, predicted))).toContain('was predicted');
});

it('a prediction of 0 means 0: one lost request in a million disagrees', () => {
  const nearly = { ...measured({ ok: 999_999, unauthenticated: 1 }, 0), interval: [0, 0.00001] as const };
  expect(findDisagreement(nearly)).toBe('1 lost where none should be.');
  expect(findDisagreement(measured({ ok: 10, unauthenticated: 0 }, 0))).toBeNull();
});

it.each(['wrongUser', 'unavailable', 'error'])('one %s disagrees, whatever the rate', (outcome) => {
  for (const predicted of [0, 2 / 3]) {
    const given = measured({ ok: 35, unauthenticated: predicted === 0 ? 0 : 65 }, predicted, {
      [outcome]: 1,
    });
    expect(findDisagreement(given)).toBe(`No prediction accounts for 1 × ${outcome}.`);
  }
});

it.each([
  // By hand, with z² = 10.83: none of 5 lost → [0, 10.83 / 15.83 = 0.684], of 6 → [0, 0.643]; half a point is added.
  { predicted: 2 / 3, requests: 5, could: false },
  { predicted: 2 / 3, requests: 6, could: true },
  // All of 10 lost → [10 / 20.83 = 0.48, 1].
  { predicted: 1 / 2, requests: 10, could: false },
  { predicted: 1 / 2, requests: 12, could: true },
  { predicted: 0, requests: 1, could: true },
])(
  '$requests requests with $predicted predicted could disagree: $could',
  ({ predicted, requests, could }) => {
    expect(couldDisagree(predicted, requests)).toBe(could);
  },
);

it('agreement has three values, and one disagreement decides', () => {
  expect([true, false, null].map(agreementOf)).toEqual(['agrees', 'disagrees', 'not decided']);
  expect(allAgree([true, null])).toBe(true);
  expect(allAgree([true, null, false])).toBe(false);
  expect(allAgree([null, null])).toBeNull();
});

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
    toFigure('logged out', 'of 20 users', exactly(0, 'x'), 1),
    toFigure('moved', 'share', exactly(0, 'x'), 0.5),
    toFigure('forged', 'answers', exactly(0, 'x'), 1, 'alg "none" (api-1)'),
  ];
  expect(findDisagreeing(figures)).toEqual([
    'accepted: 2 instances, where 0 was predicted.',
    'life: 4 s, where 1.5 to 3 was predicted.',
    'logged out: 1 of 20 users, where 0 was predicted.',
    'moved: 0.5, where 0 was predicted.',
    'forged: 1 answer, where 0 was predicted: alg "none" (api-1).',
  ]);
});

it.each([
  // The predicted range has all that there is in the unit.
  { unit: 'of 20 requests', expectation: between(0, 31, 'x'), measured: 3, agrees: null },
  { unit: 'of 0 users', expectation: exactly(0, 'x'), measured: 0, agrees: null },
  { unit: 'share', expectation: between(0, 1, 'x'), measured: 0.4, agrees: null },
  // One figure is outside its range.
  { unit: 'of 32 requests', expectation: between(0, 31, 'x'), measured: 3, agrees: true },
  { unit: 'of 20 requests', expectation: between(1, 31, 'x'), measured: 3, agrees: true },
  { unit: 'requests', expectation: between(0, 31, 'x'), measured: 3, agrees: true },
  { unit: 'of 20 requests', expectation: between(0, 31, 'x'), measured: 32, agrees: false },
])('$measured $unit, where $expectation.predicted was predicted: $agrees', (given) => {
  expect(toFigure('lost', given.unit, given.expectation, given.measured).agrees).toBe(given.agrees);
});
