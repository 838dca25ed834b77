import { expect, it } from 'vitest';
import { createShuffleBag } from './shuffle-bag.js';

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
