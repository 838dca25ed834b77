import type { InstanceView, RedisNodeView, RedisView } from '@scale-out-lab/core/wire';
import type { Faults } from '@scale-out-lab/loadtest';
import { expect, it, onTestFinished } from 'vitest';
import { createWatch, deadInstances, findChanges } from './watch.js';

function instance(isAlive: boolean, startedAt: string | null): InstanceView {
  const numbers = { rssBytes: null, requests: null, inFlight: null };
  const keys = { session: [], jwt: [], published: [] };
  return {
    id: 'api-1',
    isAlive,
    hold: null,
    isReady: isAlive,
    startedAt,
    now: null,
    ...numbers,
    logIns: {},
    keys,
  };
}
const redis = (isAlive: boolean): RedisView => ({
  isAlive,
  hold: null,
  usedMemoryBytes: null,
  keys: null,
  isPersistent: null,
});

it.each([
  ['nothing', instance(true, 'a'), instance(true, 'a'), []],
  ['a crash', instance(true, 'a'), instance(false, 'a'), ['died']],
  ['a return', instance(false, 'a'), instance(true, 'b'), ['back']],
  ['a first answer after a late one', instance(false, null), instance(true, 'a'), []],
  ['a pause that it survived', instance(false, 'a'), instance(true, 'a'), ['back']],
  ['a restart between two looks', instance(true, 'a'), instance(true, 'b'), ['died', 'back']],
  ['one that stays away', instance(false, 'a'), instance(false, 'a'), []],
])('%s is noticed', (_what, before, now, expected) => {
  const changes = findChanges({ instances: [before], redis: null }, { instances: [now], redis: null });
  expect(changes).toEqual(expected.map((what) => ({ what, instance: 'api-1' })));
});

it('a new or a removed instance is no change', () => {
  const [none, one] = [
    { instances: [], redis: null },
    { instances: [instance(true, 'a')], redis: redis(true) },
  ];
  expect(findChanges(none, one)).toEqual([]);
  expect(findChanges(one, none)).toEqual([]);
});

it('after a pause only the return of a crashed instance is a change', () => {
  const seen = (isAlive: boolean, startedAt: string) => ({
    instances: [instance(isAlive, startedAt)],
    redis: redis(isAlive),
  });
  expect(findChanges(deadInstances(seen(true, 'a')), seen(false, 'a'))).toEqual([]);
  expect(findChanges(deadInstances(seen(true, 'a')), seen(true, 'b'))).toEqual([]);
  const back = [
    { what: 'back', instance: 'api-1' },
    { what: 'redis-back', instance: null },
  ];
  expect(findChanges(deadInstances(seen(false, 'a')), seen(true, 'b'))).toEqual(back);
});

it('deaths, returns and new primaries among the servers of Redis are changes', () => {
  const seen = (role: RedisNodeView['role'], isAlive: boolean) => {
    const node = { id: 'redis-2', role, follows: null, isAlive, isCutOff: false, hold: null };
    return { instances: [], redis: { ...redis(true), nodes: [node] } };
  };
  const change = (what: string) => ({ what, instance: null, node: 'redis-2' });
  expect(findChanges(seen('replica', true), seen('replica', false))).toEqual([change('node-died')]);
  expect(findChanges(seen('replica', false), seen('replica', true))).toEqual([change('node-back')]);
  expect(findChanges(seen('replica', true), seen('primary', true))).toEqual([change('node-promoted')]);
  expect(findChanges(seen('primary', true), seen('primary', true))).toEqual([]);
});

it('a death and a return of Redis are changes', () => {
  const seen = (isAlive: boolean) => ({ instances: [], redis: redis(isAlive) });
  expect(findChanges(seen(true), seen(false))).toEqual([{ what: 'redis-died', instance: null }]);
  expect(findChanges(seen(false), seen(true))).toEqual([{ what: 'redis-back', instance: null }]);
});

type Options = Parameters<typeof createWatch>[0];

/** Nothing is held, and no page is open. */
function startWatch(faults: Faults, hear: Partial<Pick<Options, 'onChange' | 'onStarted'>>) {
  const watch = createWatch({
    faults,
    holds: { of: () => null, isPossible: true },
    lock: { current: () => null },
    stream: { publish() {}, subscribers: () => 0 },
    onChange: () => {},
    onStarted: () => {},
    ...hear,
  });
  onTestFinished(watch.close);
  return watch;
}

function oneInstance(isDead: () => boolean): Faults {
  const state = { instanceId: 'api-1', startedAt: 'a', memory: {}, requests: {} };
  return {
    instances: async () => new Map([['api-1', new URL('http://127.0.0.1')]]),
    state: () => (isDead() ? Promise.reject(new Error('gone')) : Promise.resolve(state)),
  } as unknown as Faults;
}

it('a death that is found while the fault is being injected is reported after the fault', async () => {
  let isDead = false;
  const faults = oneInstance(() => isDead);
  const reported: string[] = [];
  const watch = startWatch(faults, { onChange: ({ what }) => reported.push(what) });
  await watch.dropRemovedInstances();
  let end = () => {};
  const injecting = watch.during(async () => {
    isDead = true;
    await new Promise<void>((resolve) => (end = resolve));
    reported.push('crash');
  });
  await watch.dropRemovedInstances();
  expect(reported).toEqual([]);
  end();
  await injecting;
  await expect.poll(() => reported).toEqual(['crash', 'died']);
});

it('a return is reported with the earliest time at which it was seen: a late answer is up to a second older than its look', async () => {
  let isDead = false;
  const faults = oneInstance(() => isDead);
  const returns: number[] = [];
  const watch = startWatch(faults, {
    onChange: ({ what }, seenAt) => what === 'back' && returns.push(seenAt),
  });
  await watch.dropRemovedInstances();
  isDead = true;
  await watch.dropRemovedInstances();
  isDead = false;
  const lookedAt = performance.now();
  await watch.dropRemovedInstances();
  expect(returns).toHaveLength(1);
  expect(returns[0]).toBeGreaterThanOrEqual(lookedAt - 1000);
  expect(returns[0]).toBeLessThan(performance.now() - 1000);
});

it('the watch reports each start of an instance once, also of a new one and of one that was never seen down', async () => {
  const startedAt = new Map([['api-1', 'a']]);
  const faults = {
    instances: async () => new Map([...startedAt.keys()].map((id) => [id, new URL('http://127.0.0.1')])),
    state: async (instanceId: string) => ({
      instanceId,
      startedAt: startedAt.get(instanceId),
      memory: {},
      requests: {},
    }),
  } as unknown as Faults;
  const started: string[] = [];
  const watch = startWatch(faults, { onStarted: (instance) => started.push(instance) });
  await watch.dropRemovedInstances();
  startedAt.set('api-2', 'b');
  await watch.dropRemovedInstances();
  expect(started).toEqual(['api-1', 'api-2']);
  startedAt.delete('api-1');
  await watch.dropRemovedInstances();
  startedAt.set('api-1', 'c').set('api-2', 'd');
  await watch.dropRemovedInstances();
  expect(started).toEqual(['api-1', 'api-2', 'api-1', 'api-2']);
});
