// The fault experiments against a real cluster: they agree with their predictions, and disagree if a fault has another effect.

import { type ExperimentName, exitCodes } from '@scale-out-lab/core';
import type { Trial } from '@scale-out-lab/core/wire';
import type { Cluster } from '@scale-out-lab/launcher/cluster/cluster';
import { launcherFaults } from '@scale-out-lab/launcher/cluster/faults';
import { until } from '@scale-out-lab/launcher/testing/until';
import { type Faults, faultNames, type LoadtestOptions } from '@scale-out-lab/loadtest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startClusterForTest } from '../support/cluster.js';
import { runLoadTest } from '../support/load-test.js';
import { createVisitor } from '../support/visitor.js';

const modes = [
  'session-memory',
  'session-sticky',
  'session-redis',
  'jwt-published-keys',
  'jwt-denylist',
  'jwt-refresh',
];

/** One Redis cannot fail over and has no replicas, and the one machine is where the tests run. */
const needMore: readonly ExperimentName[] = [
  'redis-failover',
  'redis-partition',
  'machine-crash',
  'machine-partition',
  'machine-drain',
  'rolling-update',
];

let cluster: Cluster;
beforeAll(async () => {
  // Short, because redis-restore waits until it is over.
  cluster = await startClusterForTest({ REFRESH_GRACE: '5' });
}, 60_000);
afterAll(() => cluster?.stop());

const run = (options: Partial<LoadtestOptions>, faults?: Faults) =>
  runLoadTest(cluster.url, options, { faults });

const measuredOf = ({ figures }: Trial, name: string) =>
  figures.find((figure) => figure.name === name)?.measured;

describe('every fault, on a real cluster', () => {
  let result: Awaited<ReturnType<typeof run>>;
  let keysBefore: Awaited<ReturnType<typeof keys>> | undefined;
  const keys = async () => (await launcherFaults(cluster).state('api-1')).keys;
  beforeAll(async () => {
    keysBefore = await keys();
    result = await run({ experiments: faultNames, modes, faultRate: 150 }, launcherFaults(cluster));
  }, 240_000);

  const trialOf = (experiment: ExperimentName, mode: string) =>
    result.document.trials.find((trial) => trial.experiment === experiment && trial.mode === mode) as Trial;

  it('costs each mode the predicted amount', () => {
    expect(result.document.failedTrials).toEqual([]);
    for (const { experiment, mode, disagreement } of result.document.trials)
      expect(disagreement, `${experiment}, ${mode}`).toBeNull();
    expect(result.document.skipped?.map(({ experiment }) => experiment)).toEqual(needMore);
    expect(result.document.trials).toHaveLength((faultNames.length - needMore.length) * modes.length);
    expect(result.exitCode).toBe(exitCodes.ok);
  });

  // Users logged out: of 12 watched, or of 500 where Redis is killed.
  it.each([
    [
      'rolling-restart',
      { 'session-memory': 12, 'session-sticky': 12, 'session-redis': 0, 'jwt-denylist': 0 },
    ],
    ['redis-crash', { 'session-memory': 0, 'session-redis': 500, 'jwt-denylist': 0, 'jwt-refresh': 500 }],
    ['redis-stall', { 'session-memory': 0, 'session-redis': 0, 'jwt-denylist': 0, 'jwt-refresh': 0 }],
    ['redis-restore', { 'session-memory': 0, 'session-redis': 0, 'jwt-denylist': 0, 'jwt-refresh': 12 }],
    ['instance-stall', { 'session-memory': 0, 'session-sticky': 0, 'session-redis': 0, 'jwt-refresh': 0 }],
    ['key-rotation', { 'session-redis': 12, 'jwt-published-keys': 12, 'jwt-denylist': 12, 'jwt-refresh': 0 }],
  ] as const)('%s logs out exactly the users whose state was lost', (experiment, expected) => {
    for (const [mode, loggedOut] of Object.entries(expected))
      expect(measuredOf(trialOf(experiment, mode), 'users logged out'), mode).toBe(loggedOut);
  });

  it('instance-stall loses nothing where loss alone would call it perfect, and makes users wait', () => {
    for (const mode of ['session-memory', 'session-sticky', 'jwt-published-keys']) {
      const trial = trialOf('instance-stall', mode);
      expect(measuredOf(trial, 'requests lost'), mode).toBe(0);
      expect(measuredOf(trial, 'users who waited longer than a second'), mode).toBeGreaterThan(0);
      expect(measuredOf(trial, 'slowest answer'), mode).toBeGreaterThan(2000);
    }
  });

  it('a crash logs out the users of that instance, some of the twelve', () => {
    for (const mode of ['session-memory', 'session-sticky']) {
      const loggedOut = measuredOf(trialOf('crash', mode), 'users logged out');
      expect(loggedOut, mode).toBeGreaterThan(0);
      expect(loggedOut, mode).toBeLessThan(12);
    }
    for (const mode of ['session-redis', 'jwt-published-keys', 'jwt-refresh'])
      expect(measuredOf(trialOf('crash', mode), 'users logged out'), mode).toBe(0);
  });

  it('revives every revoked token when Redis has saved nothing, and none when it has', () => {
    const trial = trialOf('redis-crash', 'jwt-denylist');
    expect(measuredOf(trial, 'log-outs undone')).toBe(60);
    expect(measuredOf(trial, 'log-outs undone, with an append-only file')).toBe(0);
    expect(
      measuredOf(trialOf('redis-crash', 'session-redis'), 'users logged out, with an append-only file'),
    ).toBe(0);
  });

  it('a refresh that a frozen Redis left unanswered can be repeated without a log-out', () => {
    const trial = trialOf('redis-stall', 'jwt-refresh');
    expect(measuredOf(trial, 'refreshes answered 503')).toBe(20);
    expect(measuredOf(trial, 'logged out: a refresh answered 503, repeated after 3 s')).toBe(0);
  });

  it('moves some users of a sticky mode when instances are added, and all users of a removed instance', () => {
    expect(measuredOf(trialOf('scale-out', 'session-sticky'), 'users logged out')).toBeGreaterThan(0);
    expect(measuredOf(trialOf('scale-in', 'session-sticky'), 'users logged out')).toBeGreaterThan(0);
  });

  it('has a timeline in which the requests of the ledger and the users at the start add up', () => {
    for (const { timeline, mode, experiment } of result.document.trials) {
      const label = `${experiment}, ${mode}`;
      expect(timeline?.events.length, label).toBeGreaterThan(0);
      for (const { sent, outcomes } of timeline?.seconds ?? [])
        expect(
          Object.values(outcomes).reduce((total, count) => total + count, 0),
          label,
        ).toBe(sent);
      expect(timeline?.survival[0], label).toEqual({ second: 0, ok: 30, loggedOut: 0 });
    }
    const atTheEnd = (mode: string) => trialOf('rolling-restart', mode).timeline?.survival.at(-1)?.ok;
    expect(atTheEnd('session-sticky')).toBe(0);
    expect(atTheEnd('session-redis')).toBe(30);
  });

  it('leaves the lab as it was', async () => {
    const faults = launcherFaults(cluster);
    expect([...(await faults.instances()).keys()]).toEqual(['api-1', 'api-2', 'api-3']);
    expect(await faults.redis?.isPersistent()).toBe(false);
    const { session, jwt } = await keys();
    expect({ session, jwt }).toEqual({ session: keysBefore?.session, jwt: keysBefore?.jwt });
  });
});

it('a stall that has no effect is reported', { timeout: 90_000 }, async () => {
  const faults = { ...launcherFaults(cluster), stall: async () => {} };
  const options = { experiments: ['instance-stall'], modes: ['session-memory', 'jwt-shared-key'] } as const;
  const { exitCode, document } = await run(options, faults);
  expect(document.trials[0]?.disagreement).toContain('users who waited longer than a second: 0');
  expect(exitCode).toBe(exitCodes.disagreement);
});

it('a crash without access to the instances is refused with the option that gives it', async () => {
  const { exitCode, document } = await run({ experiments: ['crash'], modes: ['jwt-shared-key'] });
  expect(exitCode).toBe(exitCodes.missing);
  expect(document.failedTrials[0]?.reason).toContain(
    'name the control ports of the instances with --control',
  );
}, 60_000);

it('a Redis that stalls is detected within half a second, and executes the commands afterwards', async () => {
  const faults = launcherFaults(cluster);
  const visitor = createVisitor(cluster.nginx.port);
  const statusOf = async (headers: Record<string, string>) =>
    (await visitor.getMe('session-redis', headers)).status;
  const credential = await visitor.logIn('session-redis');
  await faults.redis?.stall(1500);
  const start = performance.now();
  const answers = await Promise.all(
    [1, 2, 3, 4, 5, 6].map(async () => {
      const { status } = await visitor.getMe('session-redis', credential);
      return { status, ms: performance.now() - start };
    }),
  );
  for (const { status, ms } of answers) {
    expect(status).toBe(503);
    expect(ms).toBeLessThan(500);
  }
  await until(async () => (await statusOf(credential)) === 200, 3000);
  expect(await faults.redis?.usedMemoryBytes()).toBeGreaterThan(500_000);
}, 60_000);
