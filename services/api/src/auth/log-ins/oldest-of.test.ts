import { expect, it } from 'vitest';
import { oldestOf } from './oldest-of.js';

it('finds the oldest entry of those that are left', () => {
  const map = new Map<string, number>();
  const oldest = oldestOf(map);
  expect(oldest()).toBeUndefined();
  for (const [index, name] of ['a', 'b', 'c'].entries()) map.set(name, index);
  expect(oldest()).toEqual(['a', 0]);
  map.delete('b');
  map.delete('a');
  expect(oldest()).toEqual(['c', 2]);
  map.set('d', 3).delete('c');
  expect(oldest()).toEqual(['d', 3]);
  map.delete('d');
  expect(oldest()).toBeUndefined();
  map.set('e', 4);
  expect(oldest()).toEqual(['e', 4]);
});

it('takes no longer for the gaps that deleted entries leave', { timeout: 60_000 }, () => {
  const map = new Map<number, object>();
  const oldest = oldestOf(map);
  const start = performance.now();
  for (let number = 0; number < 400_000; number++) {
    map.set(number, {});
    if (number >= 200_000) map.delete(oldest()?.[0] as number);
  }
  expect(oldest()?.[0]).toBe(200_000);
  expect(performance.now() - start).toBeLessThan(6000);
});
