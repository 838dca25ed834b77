import { expect, it } from 'vitest';
import { keyRingSteps, ringOfOne } from './key-ring.js';

const ring = { signing: 'b', accepted: ['b', 'a'] };
const steps = (how: 'overlap' | 'retire' | 'cut' | 'reset') => keyRingSteps(ring, how, () => 'c', 'a');

it('an overlap is accepted everywhere before the new key signs', () => {
  expect(steps('overlap')).toEqual([
    { signing: 'b', accepted: ['c', 'b', 'a'] },
    { signing: 'c', accepted: ['c', 'b', 'a'] },
  ]);
});

it('a retirement leaves only the signing key, a cut only a new one, a reset only the configured one', () => {
  expect(steps('retire')).toEqual([ringOfOne('b')]);
  expect(steps('cut')).toEqual([ringOfOne('c')]);
  expect(steps('reset')).toEqual([ringOfOne('a')]);
});

it('a ring accepts at most eight keys, the oldest is dropped first', () => {
  const full = { signing: 7, accepted: [7, 6, 5, 4, 3, 2, 1, 0] };
  const [, last] = keyRingSteps(full, 'overlap', () => 8, 0);
  expect(last).toEqual({ signing: 8, accepted: [8, 7, 6, 5, 4, 3, 2, 1] });
});
