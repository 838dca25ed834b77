// Refresh tokens: each is used once, a lost answer is forgiven, and a copy is noticed.

import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestApp } from './testing/build-test-app.js';
import { demoUser, getMe, postLogin } from './testing/client.js';
import { createTestRedis } from './testing/redis-server.js';

const mode = 'jwt-refresh';
const graceSeconds = 1;
const afterGrace = () => sleep(graceSeconds * 1000 + 100);

const server = createTestRedis();
let one: FastifyInstance;
let two: FastifyInstance;
beforeAll(async () => {
  await server.start();
  const options = { redisPath: server.path, config: { refreshGraceSeconds: graceSeconds } };
  one = await buildTestApp(afterAll, { instanceId: 'api-1', ...options });
  two = await buildTestApp(afterAll, { instanceId: 'api-2', ...options });
});
afterAll(() => server.close());

const refresh = (refresh_token: string, app = one) =>
  app.inject({ method: 'POST', url: `/api/${mode}/refresh`, payload: { refresh_token } });

async function logIn(body: object = {}): Promise<{ access_token: string; refresh_token: string }> {
  return (await postLogin(one, mode, { ...demoUser, ...body })).json();
}

async function next(token: string, app = one): Promise<string> {
  const answer = await refresh(token, app);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json().refresh_token;
}

async function expectRefused(token: string, code: string): Promise<void> {
  const answer = await refresh(token);
  expect([answer.statusCode, answer.json().code]).toEqual([401, code]);
  expect(answer.headers['www-authenticate']).toMatch(/^Bearer .*error="invalid_token"/);
}

describe('a refresh', () => {
  it('gives a new access token and the next refresh token, on any instance', async () => {
    const first = await logIn();
    const answer = await refresh(first.refresh_token, two);
    expect(answer.json()).toEqual({
      access_token: expect.any(String),
      token_type: 'Bearer',
      expires_in: 5,
      refresh_token: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(answer.json().refresh_token).not.toBe(first.refresh_token);
    const authorization = `Bearer ${answer.json().access_token}`;
    expect((await getMe(one, mode, { authorization })).json()).toMatchObject({ issuedBy: 'api-2' });
  });

  it('goes on for as many generations as it is asked to', async () => {
    let { refresh_token: token } = await logIn();
    for (let generation = 0; generation < 20; generation++) token = await next(token);
  });

  it('works by cookie too, and keeps the tokens out of the answer', async () => {
    const first = await postLogin(one, mode, { ...demoUser, transport: 'cookie' });
    const names = first.cookies.map(({ name }) => name);
    expect(new Set(names)).toEqual(new Set([`token-${mode}`, `refresh-${mode}`]));
    const cookie = cookiesFor(`/api/${mode}/refresh`, first)
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
    const answer = await one.inject({ method: 'POST', url: `/api/${mode}/refresh`, headers: { cookie } });
    expect(answer.json()).toEqual({ token_type: 'Cookie', expires_in: 5 });
    expect(answer.cookies.map(({ name }) => name)).toEqual(names);
  });

  it('by cookie goes with no request but a refresh and a log-out', async () => {
    const given = await postLogin(one, mode, { ...demoUser, transport: 'cookie' });
    const paths = ['/', '/api/instance', `/api/${mode}/me`, `/api/${mode}/login`, `/api/${mode}/sessions`];
    for (const path of paths) expect(namesFor(path, given)).toEqual([`token-${mode}`]);
    for (const route of ['refresh', 'logout']) {
      const both = [`token-${mode}`, `refresh-${mode}`];
      expect(namesFor(`/api/${mode}/${route}`, given)).toEqual(both);
      // The address at which nginx offers the same, where AUTH_MODE is this mode.
      expect(namesFor(`/api/${route}`, given)).toEqual(both);
    }
  });

  it('by cookie is taken back from every path by a log-out', async () => {
    const given = await postLogin(one, mode, { ...demoUser, transport: 'cookie' });
    const url = `/api/${mode}/logout`;
    const cookie = cookiesFor(url, given)
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
    const answer = await one.inject({ method: 'POST', url, headers: { cookie } });
    const places = ({ cookies }: LightMyRequestResponse) =>
      cookies.map(({ name, path }) => `${name} ${path}`);
    expect(places(answer)).toEqual(places(given));
    expect(answer.cookies.every(({ value, expires }) => value === '' && expires?.getTime() === 0)).toBe(true);
  });

  it('does not prolong the log-in', async () => {
    const { refresh_token } = await logIn({ expires_in: 2 });
    const second = await next(refresh_token);
    await sleep(2100);
    await expectRefused(second, 'unknown-session');
  });
});

describe('a spent refresh token', () => {
  it('still works for a moment, for a client that never got the answer', async () => {
    const { refresh_token: spent } = await logIn();
    await next(spent);
    const second = await next(spent);
    await next(second);
  });

  it('then leaves no descendant alive but its latest', async () => {
    const { refresh_token: spent } = await logIn();
    const lost = await next(spent);
    await next(spent);
    await expectRefused(lost, 'reused-token');
  });

  it('that comes back after the grace ends the whole family', async () => {
    const { refresh_token: stolen } = await logIn();
    const current = await next(stolen);
    await afterGrace();
    await expectRefused(stolen, 'reused-token');
    await expectRefused(current, 'revoked');
  });

  it('ends the family at once if it is older than the last one', async () => {
    const { refresh_token: stolen } = await logIn();
    const current = await next(await next(stolen));
    await expectRefused(stolen, 'reused-token');
    await expectRefused(current, 'revoked');
  });

  it('does not get its grace back by being used in it', async () => {
    const { refresh_token: spent } = await logIn();
    await next(spent);
    await sleep(600);
    await next(spent);
    await sleep(600);
    await expectRefused(spent, 'reused-token');
  });

  it('used twenty times at once leaves at most one live descendant', async () => {
    const { refresh_token: spent } = await logIn();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => refresh(spent, index % 2 ? one : two)),
    );
    const descendants = answers.filter(({ statusCode }) => statusCode === 200);
    expect(descendants).toHaveLength(20);
    const tried = await Promise.all(descendants.map((answer) => refresh(answer.json().refresh_token)));
    expect(tried.filter(({ statusCode }) => statusCode === 200).length).toBeLessThanOrEqual(1);
  });
});

describe('what cannot be a refresh token is refused', () => {
  it.each([
    ['nothing', {}, 'missing-credential', 401],
    ['an empty one', { refresh_token: '' }, 'malformed', 401],
    ['a guessed one', { refresh_token: 'A'.repeat(43) }, 'unknown-session', 401],
    ['one with spare bits', { refresh_token: `${'A'.repeat(42)}B` }, 'malformed', 401],
    ['a long one', { refresh_token: 'A'.repeat(300) }, 'invalid-request', 400],
    ['a number', { refresh_token: 5 }, 'invalid-request', 400],
  ])('%s', async (_what, payload, code, status) => {
    const answer = await one.inject({ method: 'POST', url: `/api/${mode}/refresh`, payload });
    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
  });

  it('an access token', async () => {
    await expectRefused((await logIn()).access_token.slice(0, 43), 'malformed');
  });
});

describe('a log-out', () => {
  const logOut = (request: object) => one.inject({ method: 'POST', url: `/api/${mode}/logout`, ...request });

  it.each([
    [
      'the access token',
      (tokens: { access_token: string }) => ({
        headers: { authorization: `Bearer ${tokens.access_token}` },
      }),
    ],
    ['the refresh token', ({ refresh_token }: { refresh_token: string }) => ({ payload: { refresh_token } })],
  ])('by %s ends the family; the access token lives out its seconds', async (_what, request) => {
    const tokens = await logIn();
    const answer = await logOut(request(tokens));
    expect(answer.json()).toMatchObject({ username: 'vu-0001', revoked: false });
    await expectRefused(tokens.refresh_token, 'revoked');
    const authorization = `Bearer ${tokens.access_token}`;
    expect((await getMe(one, mode, { authorization })).statusCode).toBe(200);
  });

  it('by a spent refresh token ends the family too', async () => {
    const { refresh_token: spent } = await logIn();
    const current = await next(spent);
    expect((await logOut({ payload: { refresh_token: spent } })).statusCode).toBe(200);
    await expectRefused(current, 'revoked');
  });

  it('of another, exclusive log-in ends the family as well', async () => {
    const first = await logIn();
    const last = await logIn({ exclusive: true });
    await expectRefused(first.refresh_token, 'revoked');
    await next(last.refresh_token);
  });
});

it('Redis holds no refresh token, only what cannot be turned back into one', async () => {
  const { refresh_token: first } = await logIn();
  const second = await next(first);
  const redis = new Redis(server.path);
  const keys = await redis.keys('*');
  const dumps = await Promise.all(keys.map((key) => redis.dumpBuffer(key)));
  redis.disconnect();
  const everything = Buffer.concat([
    Buffer.from(keys.join(' ')),
    ...dumps.map((dump) => dump ?? Buffer.of()),
  ]);
  expect(keys.some((key) => key.startsWith(`family:${mode}:`))).toBe(true);
  for (const token of [first, second]) {
    const bytes = Buffer.from(token, 'base64url');
    for (const secret of [Buffer.from(token), bytes, bytes.subarray(0, 16), Buffer.from(token.slice(0, 20))])
      expect(everything.includes(secret)).toBe(false);
  }
});

it('a refresh is refused with 503 while Redis is away, and works once it is back', async () => {
  const { refresh_token, access_token } = await logIn();
  server.freeze();
  const answer = await refresh(refresh_token);
  expect([answer.statusCode, answer.json().code]).toEqual([503, 'store-unavailable']);
  expect((await getMe(one, mode, { authorization: `Bearer ${access_token}` })).statusCode).toBe(200);
  server.thaw();
  await sleep(300);
  await next(refresh_token); // carried out late or not: the grace covers both
});

/** What a browser would send to that path (RFC 6265 §5.1.4). */
function cookiesFor(url: string, { cookies }: LightMyRequestResponse) {
  return cookies.filter(({ path = '/' }) => path === '/' || url === path || url.startsWith(`${path}/`));
}

const namesFor = (url: string, given: LightMyRequestResponse) =>
  cookiesFor(url, given).map(({ name }) => name);
