// Instances sign users in at a provider that is not ours: oauth2-mock-server, at its own address.
import { catalogue } from '@scale-out-lab/core';
import { Events, type MutableToken, OAuth2Server } from 'oauth2-mock-server';
import { afterAll, expect, it } from 'vitest';
import { startTestCluster } from '../testing/build-test-app.js';
import { labOrigin, openSignIn } from '../testing/sign-in.js';

const modes = catalogue.filter(({ signIn }) => signIn === 'oidc');
const provider = new OAuth2Server();
await provider.issuer.keys.generate('ES256');
await provider.start(0, '127.0.0.1');
afterAll(() => provider.stop());
const issuer = new URL(provider.issuer.url ?? '');
const config = { provider: { issuer, url: issuer, labOrigins: [labOrigin] } };
const { one } = await startTestCluster({ config, modes });

/** Its tokens are about this user. */
function setUser(username: string): void {
  provider.service.removeAllListeners(Events.BeforeTokenSigning);
  provider.service.on(Events.BeforeTokenSigning, ({ payload }: MutableToken) => {
    payload.sub = username;
  });
}

async function signIn(mode: string) {
  const { headers, cookies } = await openSignIn(one, mode);
  const [kept] = cookies;
  const answer = await fetch(String(headers.location), { redirect: 'manual' });
  const { pathname, search } = new URL(answer.headers.get('location') ?? '');
  return one.inject({ url: pathname + search, headers: { cookie: `${kept?.name}=${kept?.value}` } });
}

it.each(modes.map(({ name }) => name))('%s: a user who exists here is logged in', async (mode) => {
  setUser('minji');
  const answer = await signIn(mode);
  expect([answer.statusCode, answer.headers.location]).toEqual([303, '/']);
  const cookie = answer.cookies.find(({ name }) => name.startsWith('sid-'));
  const headers = { cookie: `${cookie?.name}=${encodeURIComponent(cookie?.value ?? '')}` };
  expect((await one.inject({ url: `/api/${mode}/me`, headers })).json()).toMatchObject({ username: 'minji' });
});

it('a user who does not exist here is refused', async () => {
  setUser('johndoe');
  const answer = await signIn('oidc-redis');
  expect([answer.statusCode, answer.json()]).toMatchObject([403, { code: 'sign-in-failed' }]);
});
