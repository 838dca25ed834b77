import type { Incident, InstanceView, LabState } from '@scale-out-lab/core/wire';
import { expect, it } from 'vitest';
import { lifeOf, lifeOfNode, lifeOfRedis } from './life.js';
import { clockOffSeconds, inUnits, uptimeSeconds } from './nodes/nodes.js';
import { remember, requestRate } from './request-rate.js';

const noon = (seconds: number) => new Date(Date.UTC(2026, 0, 1, 12) + seconds * 1000).toISOString();

const instance = (change: Partial<InstanceView> = {}): InstanceView => ({
  id: 'api-2',
  isAlive: true,
  isReady: true,
  hold: null,
  startedAt: noon(-90),
  now: noon(0),
  rssBytes: 60_000_000,
  requests: 100,
  inFlight: 0,
  logIns: {},
  keys: { session: [], jwt: [], published: [] },
  ...change,
});

const state = (seconds: number, change: Partial<InstanceView> = {}): LabState => ({
  at: noon(seconds),
  instances: [instance(change)],
  redis: null,
  busy: null,
  can: { scale: true, breakRedis: true, persistRedis: true, hold: true },
});

const incident = (what: Incident['what'], seconds: number, ms?: number | null): Incident =>
  ({
    id: seconds,
    at: noon(seconds),
    what,
    instance: what.startsWith('redis') ? null : 'api-2',
    isAsked: true,
    ...(ms !== undefined && { ms }),
  }) as Incident;

it.each([
  ['alive', {}, []],
  ['dead', { isAlive: false }, []],
  ['starting', { isReady: false }, []],
  ['draining', { isReady: false }, [incident('drain', -1)]],
  ['dead', {}, [incident('crash', 1)]],
  ['dead', {}, [incident('died', 1)]],
  ['alive', {}, [incident('crash', -1)]],
  ['alive', { isAlive: false }, [incident('crash', -1), incident('back', 1)]],
  ['stalled', {}, [incident('stall', -3, 5000)]],
  ['alive', {}, [incident('stall', -3, 2000)]],
  ['stalled', { isAlive: false }, [incident('stall', -3, 2000), incident('died', -2)]],
  ['dead', { isAlive: false }, [incident('stall', -5, 2000), incident('died', -4)]],
  ['dead', { isAlive: false }, [incident('stall', -1, 9000), incident('crash', 1)]],
  ['alive', {}, [incident('stall', -9, 2000), incident('died', -8), incident('back', -6)]],
  ['dead', { isAlive: false, hold: { how: 'crash', until: null } }, [incident('crash', -60, null)]],
  ['stalled', { isAlive: false, hold: { how: 'stall', until: null } }, [incident('died', -60)]],
  ['stalled', { isAlive: false }, [incident('stall', -60, null), incident('died', -59)]],
  ['starting', { isAlive: false, hold: { how: 'crash', until: null } }, [incident('start', 1)]],
  ['starting', { isAlive: false }, [incident('crash', -60, null), incident('start', -1)]],
  ['alive', {}, [incident('stall', -60, null), incident('start', -1)]],
  ['alive', {}, [{ ...incident('crash', 1), instance: 'api-1' } as Incident]],
] as const)('an instance is %s with %j after %j', (life, change, incidents) => {
  expect(lifeOf(instance(change), incidents, noon(0))).toBe(life);
});

it.each([
  ['alive', true, []],
  ['dead', false, []],
  ['dead', true, [incident('redis-died', 1)]],
  ['stalled', true, [incident('redis-stall', 0, 3000)]],
  ['alive', true, [incident('died', 1)]],
] as const)('Redis is %s where its liveness was %s before %j', (life, isAlive, incidents) => {
  const redis = { isAlive, hold: null, usedMemoryBytes: null, keys: null, isPersistent: null };
  expect(lifeOfRedis(redis, incidents, noon(0))).toBe(life);
});

it.each([
  ['alive', {}, []],
  ['cutOff', { isCutOff: true }, []],
  ['dead', { isAlive: false }, []],
  ['dead', {}, [{ ...incident('node-crash', 1), node: 'redis-2' }]],
  ['alive', {}, [{ ...incident('node-crash', 1), node: 'redis-1' }, incident('redis-died', 1)]],
  ['stalled', {}, [{ ...incident('node-stall', 0, 3000), node: 'redis-2' }]],
  ['stalled', { isAlive: false, hold: { how: 'stall', until: null } }, []],
  ['starting', { isAlive: false }, [{ ...incident('node-start', -1), node: 'redis-2' }]],
] as const)('a server of Redis is %s with %j after %j', (life, change, incidents) => {
  const node = { id: 'redis-2', role: null, follows: null, isAlive: true, isCutOff: false, hold: null };
  expect(lifeOfNode({ ...node, ...change }, incidents as readonly Incident[], noon(0))).toBe(life);
});

it('the rate is the requests between two states over the time between them', () => {
  expect(requestRate(state(0), state(4, { requests: 140 }), 'api-2')).toBe(10);
});

it.each([
  ['api-9', state(1)],
  ['api-2', state(0)],
  ['api-2', state(1, { startedAt: noon(0) })],
  ['api-2', state(1, { isAlive: false })],
  ['api-2', state(1, { requests: null })],
  ['api-2', state(1, { requests: 99 })],
])('there is no rate of %s where the states do not compare', (id, after) => {
  expect(requestRate(state(0), after, id)).toBeNull();
});

it('the states of the last two seconds are kept', () => {
  const kept = [0, 1, 2, 3, 4].map((seconds) => state(seconds)).reduce(remember, [] as readonly LabState[]);
  expect(kept.map(({ at }) => at)).toEqual([noon(2), noon(3), noon(4)]);
});

it('uptime uses the clock of the instance, which counts as wrong from two seconds on', () => {
  expect(uptimeSeconds(instance({ now: noon(30) }), noon(0))).toBe(120);
  expect(uptimeSeconds(instance({ startedAt: null }), noon(0))).toBeNull();
  expect(clockOffSeconds(instance({ now: noon(-30) }), noon(0))).toBe(-30);
  expect(clockOffSeconds(instance({ now: noon(2) }), noon(0))).toBeNull();
  expect(clockOffSeconds(instance({ now: null }), noon(0))).toBeNull();
});

it.each([
  [59, [59, 's']],
  [60, [1, 'min']],
  [7300, [2, 'h']],
])('%d seconds are %j', (seconds, text) => expect(inUnits(seconds)).toEqual(text));
