// Which machine a fault hits: one with a primary of Redis, or one without.
import { expect, it } from 'vitest';
import { chooseMachine, type Machines } from './machines.js';

interface Layout {
  /** The machine of each instance. */
  readonly instances: Readonly<Record<string, string>>;
  /** The machine of each primary of Redis. */
  readonly primaries: Readonly<Record<string, string>>;
  /** The instances after each update. */
  readonly afterUpdates?: readonly Readonly<Record<string, string>>[];
}

/** Three machines, of which `manager` has the balancer. */
function choose({ instances, primaries, afterUpdates = [] }: Layout, redis: 'with' | 'without') {
  let placement = instances;
  const later = [...afterUpdates];
  const machines: Machines = {
    placement: async () => new Map(Object.entries(placement)),
    workers: async () => ['worker-1', 'worker-2'],
    store: async () => ({
      topology: 'sentinel',
      primaries: async () => new Map(Object.entries(primaries)),
      saysPrimary: async () => undefined,
      isWhole: async () => true,
    }),
    drain: async () => {},
    activate: async () => {},
    update: async () => {
      placement = later.shift() ?? placement;
    },
    power: undefined,
  };
  const signal = new AbortController().signal;
  return chooseMachine({ machines, instances: Object.keys(instances), signal }, redis);
}

const spread = { 'api-1': 'worker-1', 'api-2': 'worker-2', 'api-3': 'manager' };

it.each(['with', 'without'] as const)('a machine %s a primary of Redis is found', async (redis) => {
  const chosen = await choose({ instances: spread, primaries: { 'redis-2': 'worker-2' } }, redis);
  expect(chosen).toMatchObject(
    redis === 'with'
      ? { machine: 'worker-2', hosted: ['api-2'], primaries: ['redis-2'] }
      : { machine: 'worker-1', hosted: ['api-1'], primaries: [] },
  );
});

it('where Redis is on the machine of the balancer, a machine without it is chosen: the one with the fewest instances', async () => {
  const instances = { ...spread, 'api-4': 'worker-1' };
  const chosen = await choose({ instances, primaries: { redis: 'manager' } }, 'with');
  expect(chosen).toMatchObject({ machine: 'worker-2', hosted: ['api-2'], primaries: [] });
});

it.each([
  ['none', { 'api-1': 'worker-1', 'api-2': 'worker-1', 'api-3': 'manager' }],
  ['all', { 'api-1': 'worker-2', 'api-2': 'worker-2', 'api-3': 'worker-2' }],
] as const)('updates spread the instances if the wanted machine has %s of them', async (_, instances) => {
  const elsewhere = { 'api-1': 'worker-1', 'api-2': 'manager', 'api-3': 'worker-1' };
  const primaries = { redis: 'worker-2' };
  const chosen = await choose({ instances, primaries, afterUpdates: [elsewhere, spread] }, 'with');
  expect(chosen).toMatchObject({ machine: 'worker-2', hosted: ['api-2'] });
  await expect(choose({ instances, primaries }, 'with')).rejects.toThrow(
    'Some of the instances, and not all, must run on a machine without the balancer; add a machine.',
  );
});
