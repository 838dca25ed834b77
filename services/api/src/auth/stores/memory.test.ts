import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { memoryStore } from './memory.js';

const alice = { username: 'alice', issuedBy: 'api-1' };

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: 0 }));
afterEach(() => void vi.useRealTimers());

it('forgets a session when its time is over', () => {
  const store = memoryStore({ ttlSeconds: 10 });
  store.set('id', alice);
  vi.setSystemTime(9_999);
  expect(store.get('id')).toEqual(alice);
  vi.setSystemTime(10_000);
  expect(store.get('id')).toBeUndefined();
});

it('gives up the memory of expired sessions', () => {
  const store = memoryStore({ ttlSeconds: 10 });
  for (let i = 0; i < 1000; i++) store.set(`early ${i}`, alice);
  expect(store.size).toBe(1000);
  vi.setSystemTime(10_000);
  store.set('late', alice);
  expect(store.size).toBe(1);
});

it('never holds more than it may, and lets the oldest go', () => {
  const store = memoryStore({ ttlSeconds: 10, maxSessions: 3 });
  for (const id of ['a', 'b', 'c', 'd']) store.set(id, alice);
  expect(store.size).toBe(3);
  expect(store.get('a')).toBeUndefined();
  expect(store.get('d')).toEqual(alice);
});

it('does not bring a destroyed session back for a write that comes late', () => {
  const store = memoryStore({ ttlSeconds: 10 });
  store.set('id', alice);
  store.destroy('id');
  store.set('id', alice);
  expect(store.get('id')).toBeUndefined();
});
