// Several providers that lose genuine sign-ins: experiments that need a sign-in are not measured, and name the settings to change.
import { findMode, type Mode } from '@scale-out-lab/core';
import { expect, it } from 'vitest';
import type { ApiRequest } from '../../http/requests.js';
import { beginSignIns } from '../faults/harness/pending-sign-ins.js';
import { forgeSignIns } from '../scored/forgeries/forge-sign-ins.js';
import type { ClusterClient, ModeClient, Reply } from './cluster-client.js';
import { requireEverySignIn } from './provider-scale.js';
import type { ScoredTrial } from './scored-trial.js';

const mode: Mode = findMode('oidc-redis') ?? expect.fail();

/** Providers that take turns, and answer only with their shared settings. */
function clientOf(providers: number, state: string, keys: string): ModeClient {
  let turn = 0;
  async function send({ path }: ApiRequest): Promise<Reply> {
    turn += 1;
    const body = JSON.stringify({ state, keys });
    const answer = { status: path === '/provider/instance' ? 200 : 404, headers: {}, body };
    return { answer, instance: `provider-${turn % providers}`, sentAt: 0, answeredAt: 0 };
  }
  return { mode, cluster: { send } as unknown as ClusterClient };
}

const lost =
  /^oidc-redis: 2 providers lose genuine sign-ins, .* Set PROVIDER_STATE=redis and PROVIDER_KEYS=shared/;

it.each([
  ['memory', 'shared'],
  ['redis', 'own-cookies'],
  ['redis', 'own-signing'],
])('two providers with state in %s and keys %s lose genuine sign-ins', async (state, keys) => {
  const client = clientOf(2, state, keys);
  await expect(requireEverySignIn(client)).rejects.toThrow(lost);
  await expect(forgeSignIns(client as ScoredTrial)).rejects.toThrow(lost);
  expect(await beginSignIns(client)).toEqual([]);
});

it.each([
  [1, 'memory', 'own-signing'],
  [2, 'redis', 'shared'],
])('%i with state in %s and keys %s complete every sign-in', async (providers, state, keys) => {
  await expect(requireEverySignIn(clientOf(providers, state, keys))).resolves.toBeUndefined();
});
