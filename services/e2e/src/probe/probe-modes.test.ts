// The probe against the lab's own modes, as unknown applications: no header names an instance.
import { modeNamed } from '@scale-out-lab/core';
import type { Cluster } from '@scale-out-lab/launcher/cluster/cluster';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { startClusterForTest } from '../support/cluster.js';
import type { Instance } from './foreign/instance.js';
import { hideNames, probeMode } from './lab-modes.js';

/** Access tokens that outlive a probe on a busy machine. */
const lifetimes = { ACCESS_TTL: '300' };
let cluster: Cluster;
let front: Instance;
beforeAll(async () => {
  cluster = await startClusterForTest(lifetimes);
  front = await hideNames(Number(new URL(cluster.url).port));
});
afterAll(async () => {
  await front?.close();
  await cluster?.stop();
});

const probe = (name: string, port: number, more: readonly string[] = []) => {
  const mode = modeNamed(name);
  return probeMode(mode, port, more);
};
const refresh = ['--refresh', 'POST /refresh {"refresh_token":"{refresh_token}"}'];
/** Rotation leaves nothing to chance, so that fewer checks show the fault. */
const few = ['--users', '12', '--checks', '20'];
/** Too few checks for a verdict without a fault. */
const fewest = ['--users', '2', '--checks', '20'];

it.each([
  ['session-memory', ['state-in-memory', 'cookie-cleared-on-miss']],
  ['session-redis-own-keys', ['own-cookie-secret', 'cookie-cleared-on-miss']],
  ['jwt-own-keys', ['own-signing-keys']],
  ['jwt-denylist-memory', ['logout-misses']],
])('%s is diagnosed as %j, which the refusals confirm', async (name, causes) => {
  const { verdict, diagnoses, instances } = await probe(name, front.port, few);
  expect({ verdict, causes: diagnoses.map(({ cause }) => cause) }).toEqual({ verdict: 'broken', causes });
  expect(diagnoses.every(({ confidence }) => confidence === 'confirmed')).toBe(true);
  expect(instances.named).toEqual([]);
});

it('session-redis is healthy, log-out included', async () => {
  const { verdict, diagnoses } = await probe('session-redis', front.port, [
    ...few,
    '--threshold',
    'failed<5%',
  ]);
  expect({ verdict, causes: diagnoses.map(({ cause }) => cause) }).toEqual({
    verdict: 'healthy',
    causes: ['healthy'],
  });
});

it('instances that a header names are counted by their names', async () => {
  const { instances } = await probe('jwt-own-keys', Number(new URL(cluster.url).port), few);
  expect(instances).toEqual({ estimate: 3, interval: [3, 3], named: ['api-1', 'api-2', 'api-3'] });
});

it('tabs of jwt-refresh that refresh at once stay logged in within the grace period', async () => {
  const { diagnoses, notRun } = await probe('jwt-refresh', front.port, [...refresh, ...fewest]);
  expect(diagnoses.map(({ cause }) => cause)).not.toContain('refresh-race');
  expect(notRun).toEqual([]);
});

it('without a grace period, tabs of jwt-refresh that refresh at once are logged out', async () => {
  const strict = await startClusterForTest({ ...lifetimes, REFRESH_GRACE: '0', INSTANCES: '2' });
  onTestFinished(() => strict.stop());
  const port = Number(new URL(strict.url).port);
  const { verdict, diagnoses } = await probe('jwt-refresh', port, [...refresh, ...fewest]);
  expect(verdict).toBe('broken');
  const found = diagnoses.map(({ cause, confidence }) => [cause, confidence]);
  expect(found).toContainEqual(['refresh-race', 'confirmed']);
});
