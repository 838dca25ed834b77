// Forgery against a real cluster with known secrets: wrong claims are refused even if the right key signed them.

import { randomBytes } from 'node:crypto';
import { catalogue, exitCodes } from '@scale-out-lab/core';
import type { Cluster } from '@scale-out-lab/launcher/cluster/cluster';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startClusterForTest } from '../support/cluster.js';
import { runLoadTest } from '../support/load-test.js';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 30_000 });

const makeSecret = () => randomBytes(32).toString('base64url');
const secrets = { jwtSecret: makeSecret(), sessionSecret: makeSecret() };

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startClusterForTest({
    PROVIDERS: '1',
    INSTANCES: '2',
    JWT_SECRET: secrets.jwtSecret,
    SESSION_SECRET: secrets.sessionSecret,
  });
});
afterAll(() => cluster?.stop());

/** @param isKnown whether the load test gets the secrets */
async function forge(modes: readonly string[], isKnown: boolean) {
  const options = { modes: [...modes], experiments: ['forgery'] } as const;
  const run = await runLoadTest(cluster.url, options, isKnown ? { secrets } : {});
  return { ...run, trials: run.document.trials };
}

it('every instance refuses every class of forgery in every mode, and no output has the secrets', async () => {
  const { exitCode, trials, printed } = await forge([], true);
  for (const { mode, disagreement } of trials) expect(disagreement, mode).toBeNull();
  expect(exitCode).toBe(exitCodes.ok);
  expect(trials.map(({ mode }) => mode)).toEqual(catalogue.map(({ name }) => name));

  for (const { keys, name, signIn } of catalogue) {
    const figures = trials.find(({ mode }) => mode === name)?.figures ?? [];
    const signIns = figures.find((figure) => figure.name === 'forged sign-ins accepted');
    expect(signIns?.measured, name).toBe(signIn === 'oidc' ? 0 : undefined);
    expect(signIns?.explanation ?? 'Tried: 53.', name).toContain('Tried: 53.');
    const isKnown = figures[0]?.explanation.includes('signed with the key of the instances');
    expect(isKnown, name).toBe(keys === 'shared');
    const classes = figures.find((figure) => figure.name === 'classes of forgery tried')?.measured;
    expect(classes, name).toBeGreaterThanOrEqual(name.startsWith('jwt') ? 70 : 25);
  }
  for (const secret of Object.values(secrets)) {
    expect(printed.stdout).not.toContain(secret);
    expect(printed.stderr).not.toContain(secret);
  }
});

it('a single instance refuses them too, without credentials of another and without the secrets', async () => {
  await cluster.scaleTo(1);
  const { trials } = await forge(['session-memory', 'jwt-own-keys', 'jwt-shared-key'], false);
  for (const { mode, disagreement } of trials) expect(disagreement, mode).toBeNull();
  expect(trials).toHaveLength(3);
});
