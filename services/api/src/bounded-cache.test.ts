import { expect, it } from 'vitest';
import { boundedCache } from './bounded-cache.js';

it('never holds more than twice its size', () => {
  const cache = boundedCache<number>(100);
  for (let i = 0; i < 10_000; i++) {
    cache.set(`key ${i}`, i);
    expect(cache.size).toBeLessThanOrEqual(200);
  }
});

it('keeps entries that are read and drops the others', () => {
  const cache = boundedCache<number>(10);
  cache.set('read', 1);
  cache.set('unread', 2);
  for (let i = 0; i < 100; i++) {
    expect(cache.get('read')).toBe(1);
    cache.set(`key ${i}`, i);
  }
  expect(cache.get('unread')).toBeUndefined();
});

it('drops a deleted entry, old or new', () => {
  const cache = boundedCache<number>(2);
  cache.set('a', 1);
  cache.set('b', 2);
  cache.set('c', 3);
  cache.delete('a');
  cache.delete('c');
  expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([undefined, 2, undefined]);
});
