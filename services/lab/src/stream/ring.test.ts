import { expect, it } from 'vitest';
import { createRing } from './ring.js';

it('a ring returns the items after a number, in order', () => {
  const ring = createRing<string>(5);
  expect(ring.last()).toBe(0);
  expect(ring.after(0)).toEqual([]);
  expect([ring.add('a'), ring.add('b'), ring.add('c')]).toEqual([1, 2, 3]);
  expect(ring.after(1)).toEqual([
    { sequence: 2, item: 'b' },
    { sequence: 3, item: 'c' },
  ]);
  expect(ring.after(3)).toEqual([]);
});

it('a ring returns nothing if an item is no longer kept, or never existed', () => {
  const ring = createRing<number>(3);
  for (let n = 1; n <= 10; n += 1) ring.add(n);
  expect(ring.after(7)?.map(({ item }) => item)).toEqual([8, 9, 10]);
  expect(ring.after(6)).toBeUndefined();
  expect(ring.after(11)).toBeUndefined();
  expect(ring.after(-1)).toBeUndefined();
  expect(ring.after(1.5)).toBeUndefined();
  expect(ring.after(Number.NaN)).toBeUndefined();
});
