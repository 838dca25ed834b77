import { between, exactly } from '@scale-out-lab/modes';
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

it('what disagrees is said with what was expected', () => {
  const figures = [
    toFigure('accepted', 'instances', exactly(0, 'x'), 2),
    toFigure('life', 's', between(1.5, 3, 'x'), 4.0001),
    toFigure('claims', 'claims', exactly(0, 'x'), 0),
    toFigure('forged', 'answers', exactly(0, 'x'), 1, 'alg "none" (api-1)'),
  ];
  expect(findDisagreeing(figures)).toEqual([
    'accepted: 2 instances, where 0 was predicted.',
    'life: 4 s, where 1.5 to 3 was predicted.',
    'forged: 1 answers, where 0 was predicted: alg "none" (api-1).',
  ]);
});
