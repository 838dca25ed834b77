// The probe against the lab's own modes, as a stranger meets them: no header names an instance.
import { findMode } from '@scale-out-lab/core';
import type { Cluster } from '@scale-out-lab/launcher/cluster/cluster';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startClusterForTest } from '../support/cluster.js';
import type { Instance } from './apps.js';
import { hideNames, probeMode } from './lab-modes.js';

let cluster: Cluster;
let front: Instance;
beforeAll(async () => {
  cluster = await startClusterForTest();
  front = await hideNames(Number(new URL(cluster.url).port));
});
afterAll(async () => {
  await front?.close();
  await cluster?.stop();
});

const probe = (name: string, port: number) => {
  const mode = findMode(name) ?? expect.fail(`no mode ${name}`);
  return probeMode(mode, port);
};

it.each([
  ['session-memory', ['state-in-memory', 'cookie-cleared-on-miss']],
  ['session-redis-own-keys', ['own-cookie-secret', 'cookie-cleared-on-miss']],
  ['jwt-own-keys', ['own-signing-keys']],
  ['jwt-denylist-memory', ['logout-misses']],
])('%s is diagnosed as %j, which the refusals confirm', async (name, causes) => {
  const { verdict, diagnoses, instances } = await probe(name, front.port);
  expect({ verdict, causes: diagnoses.map(({ cause }) => cause) }).toEqual({ verdict: 'broken', causes });
  expect(diagnoses.every(({ confidence }) => confidence === 'confirmed')).toBe(true);
  expect(instances.named).toEqual([]);
});

it('session-redis is healthy, log-out included', async () => {
  const { verdict, diagnoses } = await probe('session-redis', front.port);
  expect({ verdict, causes: diagnoses.map(({ cause }) => cause) }).toEqual({
    verdict: 'healthy',
    causes: ['healthy'],
  });
});

it('instances that a header names are counted by their names', async () => {
  const { instances } = await probe('jwt-own-keys', Number(new URL(cluster.url).port));
  expect(instances).toEqual({ estimate: 3, interval: [3, 3], named: ['api-1', 'api-2', 'api-3'] });
});
