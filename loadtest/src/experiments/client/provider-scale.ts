// How the OpenID provider is scaled out, read from outside: the number of providers, their state and their keys.
import {
  completeEverySignIn,
  missingError,
  type ProviderScale,
  providerKeys,
  providerPath,
  providerStates,
} from '@scale-out-lab/core';
import { pageRequest } from '../../http/requests.js';
import { textField } from '../../model/answer.js';
import { randomOpenRequests } from '../../users/virtual-user.js';
import type { ClusterClient, ModeClient } from './cluster-client.js';

/** Reaches each of nine providers, although others send requests, too. */
const requests = 40;
const request = pageRequest(`${providerPath}/instance`, undefined);

export async function readProviderScale(cluster: Pick<ClusterClient, 'send'>): Promise<ProviderScale> {
  const names = new Set<string>();
  let scale: Omit<ProviderScale, 'providers'> = { state: 'memory', keys: 'shared' };
  for (let sent = 0; sent < requests; sent += 1) {
    const { answer, instance } = await cluster.send(request);
    const named = (field: string) => answer && textField(answer, field);
    const state = providerStates.find((each) => each === named('state'));
    // No answer of a provider.
    if (answer?.status !== 200 || instance === undefined || state === undefined) continue;
    names.add(instance);
    scale = { state, keys: providerKeys.find((each) => each === named('keys')) ?? scale.keys };
  }
  return { providers: Math.max(1, names.size), ...scale };
}

/** Sends a random number of requests, so that chance picks the provider of the next one. */
export async function turnProviders(
  cluster: Pick<ClusterClient, 'send'>,
  { providers }: ProviderScale,
): Promise<void> {
  for (let left = randomOpenRequests(providers); left > 0; left -= 1) await cluster.send(request);
}

/** @throws ExitError (exit code 3) where several providers lose genuine sign-ins, of which nothing else can be measured */
export async function requireEverySignIn({ cluster, mode }: ModeClient): Promise<void> {
  const scale = await readProviderScale(cluster);
  if (completeEverySignIn(scale)) return;
  throw missingError(
    `${mode.name}: ${scale.providers} providers lose genuine sign-ins, because they do not share their state and keys. Set PROVIDER_STATE=redis and PROVIDER_KEYS=shared, or PROVIDERS=1.`,
  );
}
