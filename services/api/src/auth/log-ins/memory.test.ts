import { expect, it } from 'vitest';
import type { LogIn } from './log-in-store.js';
import { memoryStore } from './memory.js';

const alice: LogIn = {
  username: 'alice',
  issuedBy: 'api-1',
  device: 'curl',
  createdAt: 0,
  expiresAt: 10_000,
};

function createStore(options = {}) {
  const clock = { time: 0 };
  return { clock, store: memoryStore({ now: () => clock.time, ...options }) };
}

it('forgets a log-in when its time is over', () => {
  const { store, clock } = createStore();
  store.open('id', alice, false);
  clock.time = 9_999;
  expect(store.find('id')).toEqual(alice);
  clock.time = 10_000;
  expect(store.find('id')).toBeUndefined();
  expect(store.list('alice')).toEqual([]);
});

it('gives up the memory of expired log-ins', () => {
  const { store, clock } = createStore();
  for (let i = 0; i < 1000; i++) store.open(`early ${i}`, alice, false);
  expect(store.size).toBe(1000);
  clock.time = 10_000;
  store.open('late', { ...alice, expiresAt: 20_000 }, false);
  expect(store.size).toBe(1);
  expect(store.list('alice')).toHaveLength(1);
});

it('never holds more than it may, and lets the oldest go', () => {
  const { store } = createStore({ maxLogIns: 3 });
  for (const id of ['a', 'b', 'c', 'd']) store.open(id, alice, false);
  for (const id of ['x', 'y']) store.end(id, 10_000);
  expect(store.size).toBe(3);
  expect(store.find('a')).toBeUndefined();
  expect(store.find('d')).toEqual(alice);
});

it('does not bring an ended log-in back for a write that comes late', () => {
  const { store } = createStore();
  store.open('id', alice, false);
  store.end('id', 10_000);
  store.open('id', alice, false);
  expect(store.find('id')).toBe('ended');
  expect(store.list('alice')).toEqual([]);
});

it('knows that one has ended which it never saw begin, until it would have expired', () => {
  const { store, clock } = createStore();
  store.end('from elsewhere', 5_000);
  expect(store.find('from elsewhere')).toBe('ended');
  clock.time = 5_000;
  expect(store.find('from elsewhere')).toBeUndefined();
});
