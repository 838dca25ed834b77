// The provider's log-out call ends the right sessions, and each logout token counts once.
import { randomUUID } from 'node:crypto';
import { labClientId } from '@scale-out-lab/core';
import { expect, it, onTestFinished } from 'vitest';
import { buildTestApp } from '../testing/build-test-app.js';
import { type Credential, getMe, logIn } from '../testing/client.js';
import { useTestRedis } from '../testing/redis-server.js';
import { reachCallback, sendCallback, signInConfig } from '../testing/sign-in.js';
import { startTestProvider } from '../testing/test-provider.js';

const redis = useTestRedis();
const mode = 'oidc-redis';

async function build() {
  const provider = await startTestProvider(onTestFinished);
  const app = await buildTestApp(onTestFinished, { redisPath: redis.path, config: signInConfig(provider) });
  function sign(claims: Readonly<Record<string, unknown>>): Promise<string> {
    const iat = Math.floor(Date.now() / 1000);
    const events = { 'http://schemas.openid.net/event/backchannel-logout': {} };
    const client = { iss: provider.issuer.href, aud: labClientId({ name: mode }) };
    return provider.sign({ ...client, jti: randomUUID(), iat, exp: iat + 120, events, ...claims });
  }
  /** @param sid the session at the provider, which names it in the ID token */
  async function signIn(sid: string): Promise<Credential> {
    provider.makeIdToken = (claims) => provider.sign({ ...claims, sid });
    const answer = await sendCallback(app, await reachCallback(app, provider, mode));
    const cookie = answer.cookies.find(({ name }) => name.startsWith('sid-'));
    return { cookie: `${cookie?.name}=${encodeURIComponent(cookie?.value ?? '')}` };
  }
  const call = (token: string) =>
    app.inject({
      method: 'POST',
      url: `/api/${mode}/backchannel-logout`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ logout_token: token }).toString(),
    });
  return { app, sign, signIn, call };
}

it('ends all sessions of the user when the token names no session', async () => {
  const { app, sign, call } = await build();
  const credentials = [await logIn(app, mode), await logIn(app, mode)];
  const answer = await call(await sign({ sub: 'vu-0001' }));
  expect([answer.statusCode, answer.headers['cache-control'], answer.json()]).toEqual([
    ...[200, 'no-store'],
    { ended: 2 },
  ]);
  for (const credential of credentials) expect((await getMe(app, mode, credential)).statusCode).toBe(401);
});

it.each([
  ['user and session', { sub: 'alice', sid: 'one' }],
  ['a session alone', { sid: 'one' }],
])('ends the sessions that came through the session of a token with %s', async (_what, claims) => {
  const { app, sign, signIn, call } = await build();
  const credentials = [await signIn('one'), await signIn('one'), await signIn('other')];
  expect((await call(await sign(claims))).json()).toEqual({ ended: 2 });
  const answers = await Promise.all(credentials.map((each) => getMe(app, mode, each)));
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([401, 401, 200]);
});

it.each([
  ['user', { sub: 'nobody' }],
  ['session', { sid: 'unknown' }],
])('answers 200 to a %s that it does not know', async (_what, claims) => {
  const { sign, call } = await build();
  const answer = await call(await sign(claims));
  expect([answer.statusCode, answer.json()]).toEqual([200, { ended: 0 }]);
});

it.each([
  ['a fraction of a second', 120.5],
  ['a thousand years', 3e10],
])('accepts a token with an expiry that has %s, and only once', async (_what, seconds) => {
  const { sign, call } = await build();
  const token = await sign({ sub: 'vu-0001', exp: Date.now() / 1000 + seconds });
  expect([(await call(token)).statusCode, (await call(token)).statusCode]).toEqual([200, 400]);
});

it('accepts a token once, also when it comes several times at once', async () => {
  const { sign, call } = await build();
  const token = await sign({ sub: 'vu-0001' });
  const answers = await Promise.all([call(token), call(token), call(token)]);
  expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 400, 400]);
});

it('answers 503 while Redis is away, and accepts tokens again afterwards', async () => {
  const { sign, call } = await build();
  const token = await sign({ sub: 'vu-0001' });
  await call(await sign({ sub: 'nobody' }));
  redis.freeze();
  const refused = await call(token);
  redis.thaw();
  expect([refused.statusCode, refused.json().code]).toEqual([503, 'store-unavailable']);
  await expect.poll(async () => (await call(await sign({ sub: 'vu-0001' }))).statusCode).toBe(200);
});
