// The OpenID provider behind nginx: two providers with one name, a client that is not the lab's own, and a crash.
import type { Cluster } from '@scale-out-lab/launcher/cluster/cluster';
import { openBrowserAt } from '@scale-out-lab/provider/testing/browser';
import { begin, redeem, walk } from '@scale-out-lab/provider/testing/sign-in';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startClusterForTest } from '../support/cluster.js';

let cluster: Cluster;

beforeAll(async () => {
  cluster = await startClusterForTest({ INSTANCES: '1', PROVIDERS: '2', PROVIDER_STATE: 'redis' });
}, 30_000);
afterAll(() => cluster?.stop());

const issuer = () => `${cluster.url}/provider`;

async function signIn() {
  const browser = openBrowserAt(issuer(), fetch);
  const attempt = await begin({}, issuer());
  return redeem(browser, await walk(browser, attempt), attempt);
}

it('signs a user in, whichever provider gets each request', async () => {
  expect(await signIn()).toMatchObject({ iss: issuer(), sub: 'vu-0001' });
});

it('gives every provider its turn, under one name', async () => {
  const answers = [];
  for (let number = 0; number < 4; number += 1) {
    answers.push(await fetch(`${issuer()}/.well-known/openid-configuration`));
  }
  const names = answers.map(({ headers }) => headers.get('x-instance-id'));
  expect(names.toSorted()).toEqual(['provider-1', 'provider-1', 'provider-2', 'provider-2']);
  for (const answer of answers) {
    expect(await answer.json()).toMatchObject({ token_endpoint: `${issuer()}/token` });
  }
});

it('is not on the origin of the deliberately vulnerable page', async () => {
  const answer = await fetch(`${cluster.storageUrl}/provider/.well-known/openid-configuration`);
  expect(answer.status).toBe(404);
});

it('signs a user in while one provider is down', async () => {
  cluster.providers[0]?.kill();
  expect(await signIn()).toMatchObject({ sub: 'vu-0001' });
});

it('reports that no provider answers, and the time of a retry', async () => {
  for (const provider of cluster.providers) await provider.stop();
  const answer = await fetch(`${issuer()}/jwks`);
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([502, '1']);
  expect(await answer.json()).toMatchObject({ code: 'no-provider', servedBy: 'nginx' });
  expect((await fetch(`${cluster.url}/api/instance`)).status).toBe(200);
});
