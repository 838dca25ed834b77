import { describe, expect, it } from 'vitest';
import type { LogIn } from './log-in-store.js';
import { type MemoryStoreOptions, memoryStore, oldestOf } from './memory.js';

const alice: LogIn = {
  username: 'alice',
  issuedBy: 'api-1',
  device: 'curl',
  createdAt: 0,
  expiresAt: 10_000,
};

function createStore(options: Partial<MemoryStoreOptions> = {}) {
  const clock = { time: 0 };
  return { clock, store: memoryStore({ now: () => clock.time, mustKeep: 'live', ...options }) };
}

it('a store in memory drops a log-in when it expires', () => {
  const { store, clock } = createStore();
  store.open('id', alice, false);
  clock.time = 9_999;
  expect(store.find('id')).toEqual(alice);
  clock.time = 10_000;
  expect(store.find('id')).toBeUndefined();
  expect(store.list('alice')).toEqual([]);
});

it('frees the memory of expired log-ins', () => {
  const { store, clock } = createStore();
  for (let i = 0; i < 1000; i++) store.open(`early ${i}`, { ...alice, username: `user ${i}` }, false);
  expect(store.size).toBe(1000);
  clock.time = 10_000;
  store.open('late', { ...alice, expiresAt: 20_000 }, false);
  expect(store.size).toBe(1);
  expect(store.list('alice')).toHaveLength(1);
});

it('a full store in memory drops the oldest log-in', () => {
  const { store } = createStore({ maxLogIns: 3 });
  for (const id of ['a', 'b', 'c', 'd']) store.open(id, alice, false);
  expect(store.find('a')).toBeUndefined();
  expect(store.find('b')).toEqual(alice);
  expect(store.list('alice')).toHaveLength(3);
});

it('a store of sessions drops the oldest ended log-in when it is full, and no live one', () => {
  const { store } = createStore({ maxLogIns: 3 });
  store.open('other', { ...alice, username: 'bob' }, false);
  for (const id of ['a', 'b', 'c', 'd']) {
    store.open(id, alice, false);
    store.end(id, 10_000);
  }
  expect(['a', 'b', 'd'].map((id) => store.find(id))).toEqual([undefined, 'ended', 'ended']);
  expect(store.find('other')).toMatchObject({ username: 'bob' });
});

describe('a store of ended tokens', () => {
  const full = { maxLogIns: 3, mustKeep: 'ended' } as const;
  const refusal = { code: 'store-unavailable', status: 503, headers: { 'retry-after': '10' } };

  it('keeps every ended token, and refuses new log-ins when it is full', () => {
    const { store } = createStore(full);
    for (const id of ['a', 'b', 'c']) {
      store.open(id, alice, false);
      store.end(id, 10_000);
    }
    for (let i = 0; i < 100; i++) {
      const open = () => store.open(`later ${i}`, { ...alice, username: `user ${i}` }, false);
      expect(open).toThrow(expect.objectContaining(refusal));
    }
    expect(['a', 'b', 'c'].map((id) => store.find(id))).toEqual(['ended', 'ended', 'ended']);
  });

  it('ends a live log-in although the store is full', () => {
    const { store } = createStore(full);
    for (const id of ['a', 'b', 'c', 'd']) store.open(id, alice, false);
    for (const id of ['x', 'y', 'z', 'd']) store.end(id, 10_000);
    expect(store.find('d')).toBe('ended');
  });

  it('accepts log-ins again once the ended ones would have expired, short-lived ones included', () => {
    const { store, clock } = createStore(full);
    for (const [id, expiresAt] of Object.entries({ a: 10_000, b: 5_000, c: 10_000 }))
      store.end(id, expiresAt);
    expect(() => store.open('d', alice, false)).toThrow();
    clock.time = 5_000;
    store.open('d', alice, false);
    expect(store.find('d')).toEqual(alice);
    expect(store.find('c')).toBe('ended');
  });
});

it('250,000 log-ins of one user delay no list, log-in or expiry of another', {
  timeout: 60_000,
}, () => {
  const { store, clock } = createStore();
  const msOf = (work: () => unknown) => {
    const start = performance.now();
    work();
    return performance.now() - start;
  };
  for (let i = 0; i < 250_000; i++) store.open(`${i}`, alice, false);
  expect(store.list('alice')).toHaveLength(100);
  expect(msOf(() => store.list('alice'))).toBeLessThan(250);
  expect(msOf(() => store.countLogIns())).toBeLessThan(250);
  expect(msOf(() => store.open('exclusive', alice, true))).toBeLessThan(250);
  clock.time = 10_000;
  expect(msOf(() => store.open('next', { ...alice, expiresAt: 20_000 }, false))).toBeLessThan(250);
});

it('a late write does not revive an ended log-in', () => {
  const { store } = createStore();
  store.open('id', alice, false);
  store.end('id', 10_000);
  store.open('id', alice, false);
  expect(store.find('id')).toBe('ended');
  expect(store.list('alice')).toEqual([]);
});

it('remembers the end of an unknown log-in until its expiry', () => {
  const { store, clock } = createStore();
  store.end('from elsewhere', 5_000);
  expect(store.find('from elsewhere')).toBe('ended');
  clock.time = 5_000;
  expect(store.find('from elsewhere')).toBeUndefined();
});

it('oldestOf returns the oldest remaining entry', () => {
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

it('oldestOf takes no longer if entries were deleted', { timeout: 60_000 }, () => {
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
