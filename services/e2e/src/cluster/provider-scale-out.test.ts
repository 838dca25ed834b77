// Two OpenID providers behind nginx: how many sign-ins they complete, by their shared state.
import { exitCodes } from '@scale-out-lab/core';
import { expect, it, onTestFinished } from 'vitest';
import { startClusterForTest } from '../support/cluster.js';
import { runLoadTest } from '../support/load-test.js';

it.each([
  ['all with state in Redis', { PROVIDER_STATE: 'redis' }, [30, 30]],
  ['1 of 2⁴ with state in memory', { PROVIDER_STATE: 'memory' }, [0, 9]],
  ['1 of 2³ with own keys for cookies', { PROVIDER_STATE: 'redis', PROVIDER_KEYS: 'own-cookies' }, [0, 12]],
  ['1 of 2 with own keys for tokens', { PROVIDER_STATE: 'redis', PROVIDER_KEYS: 'own-signing' }, [5, 25]],
])('sign in %s', { timeout: 60_000 }, async (_what, settings, predicted) => {
  const cluster = await startClusterForTest({ INSTANCES: '1', PROVIDERS: '2', ...settings });
  onTestFinished(() => cluster.stop());
  const { exitCode, document } = await runLoadTest(cluster.url, {
    experiments: ['sign-in'],
    modes: ['oidc-redis'],
  });
  expect(document.trials.map(({ disagreement }) => disagreement)).toEqual([null]);
  expect(document.trials[0]?.figures[0]).toMatchObject({ name: 'signed in amid other requests', predicted });
  expect(exitCode).toBe(exitCodes.ok);
});
