// Bad callbacks and bad places to return to: each is a clear problem, and leaves neither a session nor a pending sign-in.
import { catalogue } from '@scale-out-lab/core';
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { connectRedis } from '../connect-redis.js';
import { createRedis } from '../redis.js';
import { startTestCluster } from '../testing/build-test-app.js';
import {
  type Callback,
  labOrigin,
  openSignIn,
  reachCallback,
  sendCallback,
  signInConfig,
} from '../testing/sign-in.js';
import { startTestProvider } from '../testing/test-provider.js';

const modes = catalogue.filter(({ signIn }) => signIn === 'oidc');
const names = modes.map(({ name }) => name);
const provider = await startTestProvider(afterAll);
const { one, redis } = await startTestCluster({ config: signInConfig(provider), modes });
const client = createRedis(redis.path);
await connectRedis(client);
beforeEach(() => client.flushall());
afterAll(() => client.disconnect());

function expectProblem(answer: LightMyRequestResponse, status: number, code: string): string {
  expect(answer.statusCode).toBe(status);
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  const problem = answer.json<{ code: string; detail: string }>();
  expect(problem.code).toBe(code);
  expect(answer.cookies.filter(({ name }) => name.startsWith('sid-'))).toEqual([]);
  return problem.detail;
}

/** The pending sign-in is deleted: from the browser's cookies, from Redis and from the instance. */
async function expectNothingLeft(answer: LightMyRequestResponse, callback: Callback): Promise<void> {
  const [cookie] = answer.cookies;
  expect(cookie).toMatchObject({ name: callback.cookie.split('=', 1)[0], value: '', maxAge: 0 });
  expect(await client.keys('sign-in:*')).toEqual([]);
  expectProblem(await sendCallback(one, { ...callback, cookie: '' }), 400, 'unknown-sign-in');
}

function changed({ url, cookie }: Callback, change: (query: URLSearchParams) => void): Callback {
  const copy = new URL(url);
  change(copy.searchParams);
  return { url: copy, cookie };
}

describe.each(names)('%s', (mode) => {
  it('logs the user in, redirects to return_to, and deletes the pending sign-in', async () => {
    const callback = await reachCallback(one, provider, mode, '?return_to=/somewhere?a=1%23b');
    const answer = await sendCallback(one, callback);
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/somewhere?a=1#b']);
    const cookie = answer.cookies.find(({ name }) => name.startsWith('sid-'));
    const headers = { cookie: `${cookie?.name}=${encodeURIComponent(cookie?.value ?? '')}` };
    const me = await one.inject({ url: `/api/${mode}/me`, headers });
    expect(me.json()).toMatchObject({ username: 'alice' });
    await expectNothingLeft(answer, callback);
  });

  it.each<[string, (query: URLSearchParams) => void, string]>([
    ['an error of the provider', (query) => query.set('error', 'access_denied'), 'it answers access_denied.'],
    [
      'a hostile error',
      (query) => query.set('error', '<script>alert(1)</script>'),
      'it answers with an unknown error.',
    ],
    ['no code', (query) => query.delete('code'), 'no authorization code'],
    [
      'a code that the provider did not issue',
      (query) => query.set('code', '../token'),
      'it answers invalid_grant.',
    ],
    ['two codes', (query) => query.append('code', 'another'), '"code" parameter must be provided only once'],
    [
      'the name of another provider (RFC 9207)',
      (query) => query.set('iss', 'https://attacker.example'),
      '"iss"',
    ],
    ['no name of the provider (RFC 9207)', (query) => query.delete('iss'), '"iss" (issuer) missing'],
  ])('refuses a callback with %s, and leaves nothing', async (_what, change, reason) => {
    const callback = changed(await reachCallback(one, provider, mode), (query) => {
      query.set('error_description', '<b>Call this number</b>');
      change(query);
    });
    const answer = await sendCallback(one, callback);
    const detail = expectProblem(answer, 403, 'sign-in-failed');
    expect(detail).toContain(reason);
    expect(answer.body).not.toMatch(/[<>]/);
    await expectNothingLeft(answer, callback);
  });

  it('refuses a repeated callback, even from a browser that kept the cookie', async () => {
    const callback = await reachCallback(one, provider, mode);
    expect((await sendCallback(one, callback)).statusCode).toBe(303);
    const again = await sendCallback(one, callback);
    // The cookie does not show that it was used. The provider detects that the code was.
    const isKnown = mode === 'oidc-cookie';
    if (isKnown) expectProblem(again, 403, 'sign-in-failed');
    else expectProblem(again, 400, 'unknown-sign-in');
  });

  it.each<[string, (callback: Callback) => Callback]>([
    ['no state', (callback) => changed(callback, (query) => query.delete('state'))],
    ['two states', (callback) => changed(callback, (query) => query.append('state', 'api-1.x'))],
    [
      'the state of nobody',
      (callback) => changed(callback, (query) => query.set('state', `api-1.${'x'.repeat(43)}`)),
    ],
    [
      'a state that is a cookie name of its own',
      (callback) => ({
        ...changed(callback, (query) => query.set('state', 'x.a b')),
        cookie: 'sign-in-a b=x',
      }),
    ],
    ['no cookie', (callback) => ({ ...callback, cookie: '' })],
    ['a mangled cookie', ({ url, cookie }) => ({ url, cookie: `${cookie.slice(0, -3)}%zz` })],
    ['a cookie that is cut', ({ url, cookie }) => ({ url, cookie: cookie.slice(0, -8) })],
    ['a huge cookie', ({ url, cookie }) => ({ url, cookie: cookie + 'A'.repeat(12_000) })],
  ])('does not know the sign-in of a callback with %s', async (_what, change) => {
    const callback = await reachCallback(one, provider, mode);
    expectProblem(await sendCallback(one, change(callback)), 400, 'unknown-sign-in');
    // The attempt of another browser does not end the sign-in.
    expect((await sendCallback(one, callback)).statusCode).toBe(303);
  });

  it('refuses the callback of one browser in another, which has its own sign-in', async () => {
    const [attacker, victim] = [
      await reachCallback(one, provider, mode),
      await reachCallback(one, provider, mode),
    ];
    expectProblem(await sendCallback(one, { ...attacker, cookie: victim.cookie }), 400, 'unknown-sign-in');
    expect((await sendCallback(one, victim)).statusCode).toBe(303);
    expect((await sendCallback(one, attacker)).statusCode).toBe(303);
  });

  it('lets two tabs sign in at once, in any order', async () => {
    const tabs = [await reachCallback(one, provider, mode), await reachCallback(one, provider, mode)];
    const cookie = tabs.map((tab) => tab.cookie).join('; ');
    for (const { url } of tabs.toReversed())
      expect((await sendCallback(one, { url, cookie })).statusCode).toBe(303);
  });

  it('gives each sign-in a new state, nonce and challenge', async () => {
    const urls = await Promise.all([openSignIn(one, mode), openSignIn(one, mode)]);
    for (const name of ['state', 'nonce', 'code_challenge']) {
      const values = urls.map(
        ({ headers }) => new URL(String(headers.location)).searchParams.get(name) ?? '',
      );
      expect(new Set(values).size, name).toBe(2);
      for (const value of values) expect(value, name).toMatch(/[\w-]{43}$/);
    }
  });

  it('ends a pending sign-in after five minutes', async () => {
    const callback = await reachCallback(one, provider, mode);
    const { clock } = one.instanceState;
    const keys = await client.keys('sign-in:*');
    expect(keys).toHaveLength(mode === 'oidc-redis' ? 1 : 0);
    for (const key of keys) {
      const seconds = await client.ttl(key);
      expect(seconds).toBeGreaterThan(290);
      expect(seconds).toBeLessThanOrEqual(300);
      await client.del(key);
    }
    clock.offsetSeconds = 301;
    const answer = await sendCallback(one, callback);
    clock.offsetSeconds = 0;
    const detail = expectProblem(answer, 400, 'unknown-sign-in');
    expect(detail).toMatch(/^api-1 began this sign-in, which is no longer known: it has ended[ ,]/);
    await expectNothingLeft(answer, callback);
  });
});

it.each([
  '//attacker.example/',
  '/\\attacker.example/',
  '/\t/attacker.example/',
  '/..//attacker.example/',
  '/.//attacker.example/',
  '/%2e%2e//attacker.example/',
  '/a/..//attacker.example/',
  '/a/..\\/attacker.example/',
  'https://attacker.example/',
  `${labOrigin}/`,
  'javascript:alert(1)',
  'attacker.example',
  ' /',
  '',
  `/${'a'.repeat(1024)}`,
  `/${'가'.repeat(114)}`,
])('refuses to lead a user to %j after the sign-in', async (returnTo) => {
  const answer = await openSignIn(one, 'oidc-redis', `?return_to=${encodeURIComponent(returnTo)}`);
  expectProblem(answer, 400, 'invalid-request');
  expect(answer.cookies).toEqual([]);
});

it.each([
  ['/%5cattacker.example', '/%5cattacker.example'],
  ['/a\r\nX: y', '/aX:%20y'],
  ['/@attacker.example', '/@attacker.example'],
  ['/ä?b=//c#d', '/%C3%A4?b=//c#d'],
])('leads a user to %j as the path %j of this origin', async (returnTo, path) => {
  const query = `?return_to=${encodeURIComponent(returnTo)}`;
  const answer = await sendCallback(one, await reachCallback(one, provider, 'oidc-redis', query));
  expect([answer.statusCode, answer.headers.location]).toEqual([303, path]);
});

it.each([`/${'가'.repeat(113)}`, `/${'a'.repeat(1023)}`])(
  'the cookie of a sign-in that leads to %j is not too long for a browser',
  async (returnTo) => {
    const answer = await openSignIn(one, 'oidc-cookie', `?return_to=${encodeURIComponent(returnTo)}`);
    const [{ name, value } = expect.fail(answer.body)] = answer.cookies;
    expect(name.length + value.length).toBeLessThan(4096);
  },
);

it('does not accept two places to return to', async () => {
  expectProblem(await openSignIn(one, 'oidc-redis', '?return_to=/&return_to=/b'), 400, 'invalid-request');
});
