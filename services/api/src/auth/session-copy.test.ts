// The signed copy of a session: trusted without a look-up, for so long, with its own session and in its own mode.
import { createHmac } from 'node:crypto';
import { sessionCookieName, sessionCopyName } from '@scale-out-lab/core';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startTestCluster, testSecrets } from '../testing/build-test-app.js';
import { demoUser, postLogin } from '../testing/client.js';

const { one, two, redis, build } = await startTestCluster();
const mode = 'session-redis-cached';
const [sid, copyName] = [sessionCookieName({ name: mode }), sessionCopyName({ name: mode })];
const cacheMs = 5000;

// A copy expires only where a test moves the clock.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

interface Cookies {
  readonly session: string;
  readonly copy: string;
}

function cookiesOf({ cookies }: LightMyRequestResponse): Partial<Cookies> {
  const value = (wanted: string) => cookies.find(({ name }) => name === wanted)?.value;
  const [session, copy] = [value(sid), value(copyName)];
  return { ...(session !== undefined && { session }), ...(copy !== undefined && { copy }) };
}

async function logIn(app: FastifyInstance, body: object = demoUser): Promise<Cookies> {
  const { session = '', copy = '' } = cookiesOf(await postLogin(app, mode, body));
  return { session, copy };
}

function send(app: FastifyInstance, { session, copy }: Partial<Cookies>, url = 'GET me') {
  const [method, path] = url.split(' ') as ['GET' | 'POST', string];
  const pairs = [session && `${sid}=${encodeURIComponent(session)}`, copy && `${copyName}=${copy}`];
  return app.inject({
    method,
    url: `/api/${mode}/${path}`,
    headers: { cookie: pairs.filter(Boolean).join('; ') },
  });
}

const status = async (...terms: Parameters<typeof send>) => (await send(...terms)).statusCode;
/** Without a look-up there is no time of the store. */
const isLookedUp = ({ headers }: LightMyRequestResponse) =>
  String(headers['server-timing']).includes('store;');

/** As an instance would sign it. */
function forge(
  { session }: Cookies,
  changes: object,
  { of = mode, secret = testSecrets.SESSION_SECRET } = {},
) {
  const claims = { username: 'vu-0001', issuedBy: 'api-1', expiresAt: Date.now() + cacheMs, ...changes };
  const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
  const id = session.slice(0, session.lastIndexOf('.'));
  const hmac = createHmac('sha256', secret).update(`session-copy:${of}:${id}:${payload}`);
  return `${payload}.${hmac.digest('base64url')}`;
}

it('an instance trusts the copy without a look-up, wherever the user logged in', async () => {
  const cookies = await logIn(one);
  for (const app of [one, two, two]) {
    const answer = await send(app, cookies);
    expect(answer.json()).toMatchObject({ username: 'vu-0001', issuedBy: 'api-1' });
    expect(isLookedUp(answer)).toBe(false);
    expect(answer.cookies).toEqual([]);
  }
});

it('a read without a good copy looks the session up, and sets a new copy', async () => {
  const { session } = await logIn(one);
  const answer = await send(two, { session });
  expect(isLookedUp(answer)).toBe(true);
  const [cookie] = answer.cookies;
  expect(cookie).toMatchObject({ name: copyName, maxAge: cacheMs / 1000, httpOnly: true, sameSite: 'Lax' });
  expect(isLookedUp(await send(one, { session, copy: cookie?.value ?? '' }))).toBe(false);
});

it('after the log-out a copy works until it expires, and the session itself does not', async () => {
  const app = await build('api-3');
  const stolen = await logIn(app);
  expect(await status(app, stolen, 'POST logout')).toBe(200);
  expect([await status(app, stolen), await status(two, stolen)]).toEqual([200, 200]);
  expect(await status(app, { session: stolen.session })).toBe(401);
  app.instanceState.clock.offsetSeconds = cacheMs / 1000;
  expect(await status(app, stolen)).toBe(401);
});

it('a log-out deletes both cookies of the browser', async () => {
  const answer = await send(one, await logIn(one), 'POST logout');
  expect(answer.cookies.map(({ name, value }) => [name, value])).toEqual(
    expect.arrayContaining([
      [sid, ''],
      [copyName, ''],
    ]),
  );
});

it('a log-out and a list of log-ins trust no copy', async () => {
  const stolen = await logIn(one);
  await send(one, stolen, 'POST logout');
  expect(await status(one, stolen, 'POST logout')).toBe(401);
  expect(await status(one, stolen, 'GET sessions')).toBe(401);
});

it('a copy expires no later than its session', async () => {
  const { copy } = await logIn(one, { ...demoUser, expires_in: 1 });
  const { expiresAt } = JSON.parse(Buffer.from(copy.split('.')[0] ?? '', 'base64url').toString());
  expect(expiresAt).toBeLessThanOrEqual(Date.now() + 1000);
});

it('a copy that is altered, expired, of another session, user, mode or secret is not trusted', async () => {
  const [ended, other] = [await logIn(one), await logIn(one, { ...demoUser, username: 'vu-0002' })];
  expect(await status(two, { ...ended, copy: forge(ended, {}) }), 'a forged copy in the right form').toBe(
    200,
  );
  await send(one, ended, 'POST logout');
  const [payload = '', signature = ''] = ended.copy.split('.');
  const copies = {
    'another user': `${Buffer.from('{"username":"vu-0002"}').toString('base64url')}.${signature}`,
    'altered signature': `${payload}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`,
    'cut signature': `${payload}.${signature.slice(0, -4)}`,
    'no signature': payload,
    'one part more': `${ended.copy}.x`,
    expired: forge(ended, { expiresAt: Date.now() - 1 }),
    'no expiry': forge(ended, { expiresAt: undefined }),
    'of another session': other.copy,
    'of another mode': forge(ended, {}, { of: 'session-redis' }),
    'by another secret': forge(ended, {}, { secret: testSecrets.JWT_SECRET }),
    empty: '',
  };
  for (const [what, copy] of Object.entries(copies))
    expect(await status(two, { ...ended, copy }), what).toBe(401);
});

it('a copy without its session cookie, or with an unsigned one, is no credential', async () => {
  const { session, copy } = await logIn(one);
  expect(await status(two, { copy })).toBe(401);
  expect(await status(two, { session: session.slice(0, -4), copy })).toBe(401);
});

it('a copy of another user does not change the user of the session', async () => {
  const [mine, theirs] = [await logIn(one), await logIn(one, { ...demoUser, username: 'vu-0002' })];
  expect((await send(two, { ...mine, copy: theirs.copy })).json()).toMatchObject({ username: 'vu-0001' });
});

it('a copy does not decide which of several session cookies counts', async () => {
  const [mine, theirs] = [await logIn(one), await logIn(one, { ...demoUser, username: 'vu-0002' })];
  for (const cookies of [mine, theirs]) expect(await status(two, cookies)).toBe(200);
  const both = `${mine.session}; ${sid}=${theirs.session}`;
  const headers = { cookie: `${sid}=${both}; ${copyName}=${mine.copy}` };
  expect((await two.inject({ url: `/api/${mode}/me`, headers })).json()).toMatchObject({ code: 'malformed' });
});

it('a copy among many other cookies is trusted', async () => {
  const { session, copy } = await logIn(one);
  const padded = { session, copy: `${copy}; other=${'x'.repeat(4000)}` };
  for (const time of ['first', 'second']) {
    const answer = await send(two, padded);
    expect([time, answer.statusCode, isLookedUp(answer)]).toEqual([time, 200, false]);
  }
});

it('a copy is refused when the secret that signed it is retired', async () => {
  const app = await build('api-4');
  const cookies = await logIn(app);
  expect(await status(app, cookies)).toBe(200);
  await app.instanceState.keys.shared.cookies?.replace({ current: 'x'.repeat(32), accepted: [] });
  expect(await status(app, cookies)).toBe(401);
});

it('a copy by a retiring secret is not trusted, so that the cookies are renewed in time', async () => {
  const app = await build('api-5');
  const old = await logIn(app);
  expect(await status(app, old)).toBe(200);
  const [current, { SESSION_SECRET: retiring }] = ['y'.repeat(32), testSecrets];
  await app.instanceState.keys.shared.cookies?.replace({ current, accepted: [retiring] });
  const renewed = cookiesOf(await send(app, old));
  expect(renewed).toEqual({ session: expect.any(String), copy: expect.any(String) });
  await app.instanceState.keys.shared.cookies?.replace({ current, accepted: [] });
  expect(await status(app, renewed)).toBe(200);
});

it('while Redis is down a copy still works, and everything else is answered with 503', async () => {
  const cookies = await logIn(one);
  await redis.close();
  expect(await status(two, cookies)).toBe(200);
  expect(await status(two, { session: cookies.session })).toBe(503);
  expect(await status(two, cookies, 'POST logout')).toBe(503);
});
