// The limits of the stores of the modes.
import { catalogue } from '@scale-out-lab/core';
import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import type { LogIn } from './log-in-store.js';
import { stores } from './stores.js';

const inMemory = catalogue.filter(({ state }) => state === 'memory');
const unused = new Redis({ lazyConnect: true });

function createStore(mode: (typeof catalogue)[number]) {
  const logInCounters = new Map<string, () => number>();
  const common = { redis: unused, userTag: () => '', epoch: { current: '' }, now: () => 0 };
  const store = stores.memory({ mode, ...common, logInCounters });
  return { store, countLogIns: () => logInCounters.get(mode.name)?.() };
}

const logInOf = (username: string): LogIn => {
  return { username, issuedBy: 'api-1', device: 'curl', createdAt: 0, expiresAt: 1000 };
};

describe.each(inMemory)('$name', { timeout: 60_000 }, (mode) => {
  it('still refuses a revoked credential after 205,000 log-ins of other users', () => {
    const { store, countLogIns } = createStore(mode);
    store.open('revoked', logInOf('alice'), false);
    store.end('revoked', 1000);
    for (let i = 0; i < 205_000; i++) store.open(`${i}`, logInOf(`user ${i}`), false);
    const found = store.find('revoked');
    // A session has to be found to be accepted, a token has to be found ended to be refused.
    expect(mode.credential === 'session' ? [undefined, 'ended'] : ['ended']).toContain(found);
    expect(countLogIns()).toBe(200_000);
  });

  it('still refuses a revoked credential after 205,000 log-outs of other users', () => {
    const { store } = createStore(mode);
    store.open('revoked', logInOf('alice'), false);
    store.end('revoked', 1000);
    for (let i = 0; i < 205_000; i++) store.end(`${i}`, 1000);
    expect(mode.credential === 'session' ? [undefined, 'ended'] : ['ended']).toContain(store.find('revoked'));
  });

  it('keeps the log-ins of other users, whatever number one user begins and ends', () => {
    const { store } = createStore(mode);
    store.open('kept', logInOf('alice'), false);
    for (let i = 0; i < 205_000; i++) {
      try {
        store.open(`${i}`, logInOf('bob'), false);
      } catch {
        break; // full of entries that must be kept
      }
      store.end(`${i}`, 1000);
    }
    expect(store.find('kept')).toMatchObject({ username: 'alice' });
    expect(store.list('alice')).toHaveLength(1);
  });
});
