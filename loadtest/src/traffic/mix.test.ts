import { expect, it } from 'vitest';
import { createMix, createShuffleBag } from './mix.js';
import type { PlannedRequest } from './planned-request.js';

const source = (mode: string, kind: PlannedRequest['kind']) => () => ({ mode, kind }) as PlannedRequest;
const modes = ['a', 'b', 'c'].map((mode) => ({
  members: source(mode, 'read'),
  churn: source(mode, 'logIn'),
}));

it.each([
  [0.2, 100, 20],
  [0, 100, 0],
  [1, 100, 100],
  [0.3, 100, 30],
])(
  'with a share of writes of %d, each mode gets %i turns, %i of them of the churn',
  (share, turns, writes) => {
    const next = createMix(modes, share);
    const all = Array.from({ length: 3 * turns }, next);
    for (const mode of ['a', 'b', 'c']) {
      const own = all.filter((turn) => turn?.mode === mode);
      expect([own.length, own.filter((turn) => turn?.kind === 'logIn').length]).toEqual([turns, writes]);
    }
  },
);

it('gives everything once a round', () => {
  const draw = createShuffleBag(['a', 'b', 'c']);
  for (let round = 0; round < 20; round += 1)
    expect([draw(), draw(), draw()].sort()).toEqual(['a', 'b', 'c']);
});

it('is not in step with a rotation of as many places', () => {
  const draw = createShuffleBag([0, 1, 2]);
  const inStep = Array.from({ length: 3000 }, (_, turn) => draw() === turn % 3).filter(Boolean).length;
  // 3000 draws at 1/3 have a standard deviation of 26; six of them are 155.
  expect(Math.abs(inStep - 1000)).toBeLessThan(155);
});
