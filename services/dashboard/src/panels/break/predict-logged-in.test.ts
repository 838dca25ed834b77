import { catalogue, type KeyRing, keyChanges, keyRings, modeNamed } from '@scale-out-lab/core';
import type { Incident } from '@scale-out-lab/core/wire';
import { describe, expect, it } from 'vitest';
import { type FaultName, faults, type Situation } from './fault-table.js';
import { type Circumstances, findAway, type LoggedIn, predictLoggedIn, ringOf } from './predict-logged-in.js';

const members: readonly LoggedIn[] = Array.from({ length: 12 }, (_, index) => ({
  issuedBy: `api-${(index % 3) + 1}`,
  endsAtMs: null,
}));

const quiet: Circumstances = {
  sinceIncident: 10,
  incidents: [],
  restarted: [],
  wasPersistent: false,
  instances: 3,
  away: 0,
  nowMs: 0,
};

function happened(id: number, what: Incident['what'], part: object = {}): Incident {
  return { id, at: '2026-01-01T00:00:00Z', what, instance: null, isAsked: true, ...part } as Incident;
}

function left(mode: string, part: Partial<Circumstances>): readonly [number, number] {
  return predictLoggedIn(modeNamed(mode), members, { ...quiet, ...part });
}

const keys = (id: number, ring: KeyRing, how: string) => happened(id, 'keys', { ring, how });

describe('the predicted number of logged-in users', () => {
  it('is the whole crowd without incidents', () => {
    for (const { name } of catalogue) expect(left(name, {})).toEqual([12, 12]);
  });

  it('drops the users of a crashed instance if it held their log-ins', () => {
    const incidents = [happened(11, 'crash', { instance: 'api-2' })];
    expect(left('session-memory', { incidents })).toEqual([8, 8]);
    expect(left('jwt-own-keys', { incidents })).toEqual([8, 8]);
    expect(left('session-redis', { incidents })).toEqual([12, 12]);
  });

  it('counts a repeated crash once, and a crash before the log-in not at all', () => {
    const crash = (id: number) => happened(id, 'crash', { instance: 'api-2' });
    expect(left('session-memory', { incidents: [crash(11), crash(12)] })).toEqual([8, 8]);
    expect(left('session-memory', { incidents: [crash(10)] })).toEqual([12, 12]);
  });

  it('does not count a silent instance as crashed', () => {
    const incidents = [
      happened(11, 'stall', { instance: 'api-2' }),
      happened(12, 'died', { instance: 'api-2' }),
    ];
    expect(left('session-memory', { incidents })).toEqual([12, 12]);
  });

  it('counts a restart that no tab requested', () => {
    expect(left('session-sticky', { restarted: ['api-1', 'api-3'] })).toEqual([4, 4]);
  });

  it('drops log-ins in Redis after a crash, unless persistence is on', () => {
    const crash = happened(12, 'redis-crash');
    expect(left('session-redis', { incidents: [crash] })).toEqual([0, 0]);
    expect(left('jwt-refresh', { incidents: [crash] })).toEqual([0, 0]);
    expect(left('jwt-denylist', { incidents: [crash] })).toEqual([12, 12]);
    expect(left('session-redis', { incidents: [crash], wasPersistent: true })).toEqual([12, 12]);
    const on = happened(11, 'redis-persistence', { isPersistent: true });
    expect(left('session-redis', { incidents: [on, crash] })).toEqual([12, 12]);
    const off = happened(11, 'redis-persistence', { isPersistent: false });
    expect(left('session-redis', { incidents: [off, crash], wasPersistent: true })).toEqual([0, 0]);
  });

  it('drops credentials of an old key only when the key is retired', () => {
    expect(left('jwt-shared-key', { incidents: [keys(11, 'jwt', 'overlap')] })).toEqual([12, 12]);
    expect(
      left('jwt-shared-key', { incidents: [keys(11, 'jwt', 'overlap'), keys(12, 'jwt', 'retire')] }),
    ).toEqual([0, 0]);
    expect(left('jwt-shared-key', { incidents: [keys(11, 'session', 'cut')] })).toEqual([12, 12]);
    expect(left('jwt-refresh', { incidents: [keys(11, 'jwt', 'cut')] })).toEqual([12, 12]);
  });

  it('restores users of the configured key after a reset', () => {
    const incidents = [keys(11, 'session', 'cut'), keys(12, 'session', 'reset')];
    expect(left('session-redis', { incidents })).toEqual([12, 12]);
  });

  it('drops credentials of a rotated key after a reset', () => {
    const incidents = [keys(9, 'session', 'cut'), keys(12, 'session', 'reset')];
    expect(left('session-redis', { incidents })).toEqual([0, 0]);
  });

  it('drops credentials of the key pair before a restart, when pairs are retired', () => {
    const crash = happened(11, 'crash', { instance: 'api-1' });
    expect(left('jwt-published-keys', { incidents: [crash] })).toEqual([12, 12]);
    expect(left('jwt-published-keys', { incidents: [crash, keys(12, 'published', 'retire')] })).toEqual([
      8, 8,
    ]);
  });

  it('is a range while affinity moves users to new instances, and exact when those are removed', () => {
    const grown = happened(11, 'scale', { count: 4, error: null });
    const [low, high] = left('session-sticky', { incidents: [grown] });
    expect(low).toBeLessThan(9);
    expect(high).toBeGreaterThanOrEqual(9);
    expect(
      left('session-sticky', { incidents: [grown, happened(12, 'scale', { count: 3, error: null })] }),
    ).toEqual([12, 12]);
    expect(left('session-redis', { incidents: [grown] })).toEqual([12, 12]);
  });

  it('is a range where affinity leads users back to an instance that was away at the log-in', () => {
    const [low, high] = left('session-sticky', { away: 1 });
    expect(low).toBeLessThan(9);
    expect(high).toBe(12);
    expect(left('session-memory', { away: 1 })).toEqual([12, 12]);
    expect(left('jwt-shared-key', { away: 1 })).toEqual([12, 12]);
    expect(left('session-sticky', { instances: 1, away: 1 })).toEqual([12, 12]);
  });

  it('drops expired log-ins', () => {
    const mode = modeNamed('jwt-shared-key');
    const expiring = members.map((member) => ({ ...member, endsAtMs: 5000 }));
    expect(predictLoggedIn(mode, expiring, { ...quiet, nowMs: 5000 })).toEqual([0, 0]);
    expect(predictLoggedIn(mode, expiring, { ...quiet, nowMs: 4999 })).toEqual([12, 12]);
  });
});

it('an instance is away while it is down or held, and for a moment after it failed', () => {
  const up = { isReady: true, hold: null };
  const hold = { how: 'stall', until: null } as const;
  const instances = [
    { id: 'api-1', ...up },
    { id: 'api-2', ...up, isReady: false },
    { id: 'api-3', ...up, hold },
  ];
  const crash = happened(3, 'crash', { instance: 'api-1' });
  const at = Date.parse(crash.at);
  expect(findAway(instances, [], at)).toEqual(['api-2', 'api-3']);
  expect(findAway(instances, [crash], at + 4000)).toEqual(['api-1', 'api-2', 'api-3']);
  expect(findAway(instances, [crash], at + 6000)).toEqual(['api-2', 'api-3']);
  expect(findAway(instances, [happened(3, 'keys', { ring: 'jwt', how: 'cut' })], at)).toHaveLength(2);
});

/** Each fault with the incident that it leads to. */
const injected: readonly (readonly [fault: FaultName, target: string, incident: Incident])[] = [
  ['crash', 'api-2', happened(11, 'crash', { instance: 'api-2' })],
  ['drain', 'api-3', happened(11, 'drain', { instance: 'api-3' })],
  ['stall', 'api-3', happened(11, 'stall', { instance: 'api-3', ms: 2000 })],
  ['redis-crash', '', happened(11, 'redis-crash')],
  ['redis-stall', '', happened(11, 'redis-stall', { ms: 2000 })],
  ['redis-crash', 'redis-1', happened(11, 'node-crash', { node: 'redis-1', lostShare: 0 })],
  ['redis-crash', 'redis-2', happened(11, 'node-crash', { node: 'redis-2', lostShare: 1 / 3 })],
  ['redis-crash', 'redis-3', happened(11, 'node-crash', { node: 'redis-3', lostShare: 1 })],
  ...keyRings.flatMap((ring) => keyChanges.map((how) => [how, ring, keys(11, ring, how)] as const)),
];

const standing: Situation = {
  issuers: members.map(({ issuedBy }) => issuedBy),
  instances: ['api-1', 'api-2', 'api-3'],
  isPersistent: false,
  lostShare: (target) => ({ 'redis-1': 0, 'redis-2': 1 / 3 })[target] ?? 1,
  isKeyRetired: false,
};

describe('the predicted cost of a fault', () => {
  it.each(catalogue.map((mode) => [mode.name, mode] as const))(
    'is in %s what is missing from who should be left',
    (_name, mode) => {
      for (const [name, target, incident] of injected) {
        const isKeyRetired = name === 'cut' && ringOf(mode) === target;
        const [low, high] = faults[name].cost(mode, { ...standing, isKeyRetired }, target).loggedOut;
        expect([12 - high, 12 - low]).toEqual(left(mode.name, { incidents: [incident] }));
      }
    },
  );

  it('counts the log-ins of the removed instances', () => {
    const loggedOut = (mode: string) => faults.fewer.cost(modeNamed(mode), standing, '').loggedOut;
    expect(loggedOut('session-memory')).toEqual([4, 4]);
    expect(loggedOut('session-sticky')).toEqual([4, 4]);
    expect(loggedOut('jwt-shared-key')).toEqual([0, 0]);
  });
});
