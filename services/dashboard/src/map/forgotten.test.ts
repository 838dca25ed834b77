import type { Incident, InstanceView, LabState } from '@scale-out-lab/core/wire';
import { expect, it } from 'vitest';
import { hasInstanceForgotten, hasRedisForgotten } from './forgotten.js';

const noon = (seconds: number) => new Date(Date.UTC(2026, 0, 1, 12) + seconds * 1000).toISOString();
/** When the part got an entry that it may have lost, and when it is checked. */
const [sinceMs, at] = [Date.parse(noon(0)), noon(60)];

const instance = (change: Partial<InstanceView> = {}): InstanceView => ({
  ...{ id: 'api-2', isAlive: true, isReady: true, hold: null },
  ...{ startedAt: noon(-90), now: at, rssBytes: 60_000_000, requests: 100, inFlight: 0 },
  ...{ logIns: {}, keys: { session: [], jwt: [], published: [] } },
  ...change,
});

const incident = (what: Incident['what'], seconds: number, more: object = {}): Incident =>
  ({
    ...{ id: seconds, at: noon(seconds), what, isAsked: true },
    ...{ instance: /^(redis|node)-/.test(what) ? null : 'api-2' },
    ...more,
  }) as Incident;

const isDown = { isAlive: false, now: null };

it.each([
  ['remembers', {}, []],
  ['remembers', {}, [incident('crash', -1)]],
  ['remembers', {}, [incident('crash', 9, { instance: 'api-1' })]],
  ['remembers', {}, [incident('stall', 9, { ms: 2000 }), incident('died', 10), incident('back', 11)]],
  ['remembers', isDown, [incident('stall', 57, { ms: 5000 }), incident('died', 58)]],
  ['remembers', { isReady: false }, [incident('drain', 59)]],
  // A busy machine: silent for a while, and the same process again.
  ['remembers', {}, [incident('died', 9), incident('back', 11)]],
  // Its clock is an hour ahead.
  ['remembers', { startedAt: noon(3510), now: noon(3660) }, []],
  ['forgets', { startedAt: noon(3612), now: noon(3660) }, []],
  ['forgets', {}, [incident('crash', 9)]],
  ['forgets', isDown, [incident('died', 59)]],
  ['forgets', isDown, [incident('crash', 9, { ms: null }), incident('start', 59)]],
  // Restarted, removed and added again, or before the incidents that are kept.
  ['forgets', { startedAt: noon(12) }, []],
] as const)('an instance %s with %j after %j', (what, change, incidents) => {
  expect(hasInstanceForgotten(instance(change), incidents, at, sinceMs)).toBe(what === 'forgets');
});

const redis = (change: object = {}): Pick<LabState, 'redis'> => ({
  redis: {
    ...{ isAlive: true, hold: null, usedMemoryBytes: 1, keys: 1, isPersistent: false },
    ...change,
  },
});
const nodes = { nodes: [] };
const persistence = (seconds: number, isPersistent: boolean) =>
  incident('redis-persistence', seconds, { isPersistent });

it.each([
  ['remembers', false, {}, []],
  ['remembers', false, {}, [incident('redis-crash', -1)]],
  ['remembers', true, {}, [incident('redis-crash', 9)]],
  ['remembers', false, {}, [incident('redis-stall', 9, { ms: 2000 }), incident('redis-died', 10)]],
  ['remembers', false, {}, [incident('redis-crash', 9), persistence(12, false)]],
  ['remembers', false, nodes, [incident('redis-died', 9)]],
  ['remembers', false, nodes, [incident('node-crash', 9, { lostShare: 0.3 })]],
  ['forgets', false, {}, [incident('redis-crash', 9)]],
  ['forgets', false, {}, [incident('redis-died', 9)]],
  ['forgets', true, {}, [incident('redis-crash', 9), persistence(12, true)]],
  [
    'forgets',
    true,
    {},
    [persistence(3, true), persistence(6, false), incident('redis-crash', 9), persistence(12, true)],
  ],
  ['forgets', false, nodes, [incident('node-crash', 9, { lostShare: 1 })]],
] as const)('Redis %s, persistent now: %j, with %j after %j', (what, isPersistent, change, incidents) => {
  expect(hasRedisForgotten(redis(change), incidents, sinceMs, isPersistent)).toBe(what === 'forgets');
});
