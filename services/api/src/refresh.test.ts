// Refresh tokens: each has one descendant, which every use within the grace gives again; after it a copy is noticed.
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LightMyRequestResponse } from 'fastify';
import { Redis } from 'ioredis';
import { afterAll, describe, expect, it } from 'vitest';
import { startTestCluster } from './testing/build-test-app.js';
import { demoUser, getMe, postLogin } from './testing/client.js';

const mode = 'jwt-refresh';
const graceSeconds = 60;

const {
  redis: server,
  one,
  two,
  build,
} = await startTestCluster({ config: { refreshGraceSeconds: graceSeconds } });

const admin = new Redis(server.path);
afterAll(() => admin.disconnect());

/** As if the last refresh of the token's family had been so much earlier. */
const age = (token: string, seconds: number) => admin.hincrby(familyOf(token), 'spent_at', -seconds * 1000);
const afterGrace = (token: string) => age(token, graceSeconds + 1);

/** As if the token's log-in had begun so much earlier. */
async function ageLogIn(token: string, seconds: number): Promise<void> {
  const [tag] = token.split('.');
  const id = await admin.hget(familyOf(token), 'id');
  for (const key of [familyOf(token), `log-in:{${tag}}:${mode}:${id}`]) {
    const leftMs = await admin.pttl(key);
    expect(leftMs, key).toBeGreaterThan(0);
    await admin.pexpire(key, leftMs - seconds * 1000);
  }
}

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
      refresh_token: expect.stringMatching(/^[\w-]{8}\.[\w-]{43}$/),
    });
    expect(answer.json().refresh_token).not.toBe(first.refresh_token);
    const authorization = `Bearer ${answer.json().access_token}`;
    expect((await getMe(one, mode, { authorization })).json()).toMatchObject({ issuedBy: 'api-2' });
  });

  it('works for several generations, each after the grace period of the one before', async () => {
    let { refresh_token: token } = await logIn();
    const seen = new Set([token]);
    for (let generation = 0; generation < 3; generation++) {
      token = await next(token);
      expect(seen).not.toContain(token);
      seen.add(token);
      await afterGrace(token);
    }
  });

  it('by cookie has no token in the body of its answer', async () => {
    const first = await postLogin(one, mode, { ...demoUser, transport: 'cookie' });
    const names = first.cookies.map(({ name }) => name);
    expect(new Set(names)).toEqual(new Set([`token-${mode}`, `refresh-${mode}`]));
    const answer = await postWithCookies(`/api/${mode}/refresh`, first);
    expect(answer.json()).toEqual({ token_type: 'Cookie', expires_in: 5 });
    expect(answer.cookies.map(({ name }) => name)).toEqual(names);
  });

  it('by cookie: the refresh cookie is sent only with a refresh and a log-out', async () => {
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

  it('by cookie: a log-out deletes the refresh cookie on every path', async () => {
    const given = await postLogin(one, mode, { ...demoUser, transport: 'cookie' });
    const answer = await postWithCookies(`/api/${mode}/logout`, given);
    const places = ({ cookies }: LightMyRequestResponse) =>
      cookies.map(({ name, path }) => `${name} ${path}`);
    expect(places(answer)).toEqual(places(given));
    expect(answer.cookies.every(({ value, expires }) => value === '' && expires?.getTime() === 0)).toBe(true);
  });

  it('does not prolong the log-in', async () => {
    const { refresh_token } = await logIn({ expires_in: 60 });
    const second = await next(refresh_token);
    await ageLogIn(second, 60);
    await expectRefused(second, 'unknown-session');
  });
});

describe.concurrent('a spent refresh token', () => {
  it('gives the same descendant again within the grace, on any instance', async () => {
    const { refresh_token: spent } = await logIn();
    const descendant = await next(spent);
    expect(await next(spent, two)).toBe(descendant);
    await afterGrace(spent);
    await next(descendant);
  });

  it('twenty simultaneous uses of a refresh token return one descendant, which works', async () => {
    const { refresh_token: spent } = await logIn();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => refresh(spent, index % 2 ? one : two)),
    );
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
    const descendants = new Set(answers.map((answer) => answer.json().refresh_token));
    expect(descendants.size).toBe(1);
    await afterGrace(spent);
    await next([...descendants].join());
  });

  it('a descendant that is used first does not rotate within the grace of its parent', async () => {
    const { refresh_token: spent } = await logIn();
    const descendant = await next(spent);
    expect(await next(descendant)).toBe(descendant);
    expect(await next(spent)).toBe(descendant);
    expect(await next(descendant, two)).toBe(descendant);
  });

  it('a spent refresh token that is used after the grace ends its family', async () => {
    const { refresh_token: stolen } = await logIn();
    const current = await next(stolen);
    await afterGrace(stolen);
    await expectRefused(stolen, 'reused-token');
    await expectRefused(current, 'revoked');
  });

  it('a refresh token older than the last spent one ends its family at once', async () => {
    const { refresh_token: stolen } = await logIn();
    const second = await next(stolen);
    await afterGrace(stolen);
    const current = await next(second);
    await expectRefused(stolen, 'reused-token');
    await expectRefused(current, 'revoked');
  });

  it('the use of a spent refresh token does not extend its grace', async () => {
    const { refresh_token: spent } = await logIn();
    const descendant = await next(spent);
    await age(spent, 0.6 * graceSeconds);
    await next(spent);
    await next(descendant);
    await age(spent, 0.6 * graceSeconds);
    await expectRefused(spent, 'reused-token');
  });

  it('a spent refresh token has no grace if REFRESH_GRACE is 0', async ({ onTestFinished }) => {
    const strict = await build('strict', { refreshGraceSeconds: 0 }, onTestFinished);
    const { refresh_token: spent } = await logIn();
    const current = await next(spent, strict);
    const answer = await refresh(spent, strict);
    expect([answer.statusCode, answer.json().code]).toEqual([401, 'reused-token']);
    await expectRefused(current, 'revoked');
  });
});

describe('a text that cannot be a refresh token is refused', () => {
  it.each([
    ['nothing', {}, 'missing-credential', 401],
    ['an empty one', { refresh_token: '' }, 'malformed', 401],
    ['a guessed one', { refresh_token: `usertag1.${'A'.repeat(43)}` }, 'unknown-session', 401],
    ['one with spare bits', { refresh_token: `usertag1.${'A'.repeat(42)}B` }, 'malformed', 401],
    ['one of an earlier version, without a tag', { refresh_token: 'A'.repeat(43) }, 'malformed', 401],
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

describe('Redis holds', () => {
  it('no refresh token, nor a part of one: only hashes, and the salt of the last rotation', async () => {
    const { refresh_token: first } = await logIn();
    const second = await next(first);
    await afterGrace(first);
    const third = await next(second);
    const everything = await readEverything();
    // Proves that the search finds stored data.
    expect(everything).toContain(createHash('sha256').update(bytesOf(third)).digest('base64url'));
    for (const token of [first, second, third]) {
      const bytes = bytesOf(token);
      const parts = [bytes, bytes.subarray(0, 16), bytes.subarray(16)];
      const spellings = parts.flatMap((part) =>
        (['base64url', 'base64', 'hex', 'latin1'] as const).map((encoding) => part.toString(encoding)),
      );
      const [, random = ''] = token.split('.');
      for (const secret of [token, random.slice(0, 20), random.slice(-20), ...spellings])
        expect(everything).not.toContain(secret);
    }
  });

  it('five fields a family, however often it is renewed', async () => {
    let { refresh_token: token } = await logIn();
    for (let generation = 0; generation < 2; generation++) {
      token = await next(token);
      await next(token);
      await afterGrace(token);
    }
    const fields = await admin.hkeys(familyOf(token));
    expect(fields.toSorted()).toEqual(['current', 'id', 'previous', 'salt', 'spent_at']);
  });
});

/** Every key and every value in Redis, uncompressed, as Latin-1 text: a `DUMP` is compressed and hides its contents. */
async function readEverything(): Promise<string> {
  const read: Record<string, (key: string) => Promise<readonly Buffer[]>> = {
    hash: async (key) =>
      Object.entries(await admin.hgetallBuffer(key)).flatMap(([name, value]) => [Buffer.from(name), value]),
    string: async (key) => [(await admin.getBuffer(key)) ?? Buffer.of()],
    zset: (key) => admin.zrangeBuffer(key, '0', '-1'),
    set: (key) => admin.smembersBuffer(key),
    list: (key) => admin.lrangeBuffer(key, 0, -1),
  };
  const texts: string[] = [];
  for (const key of await admin.keys('*')) {
    const values = await (read[await admin.type(key)] ?? expect.fail(`${key} is of an unknown type`))(key);
    texts.push(key, ...values.map((value) => value.toString('latin1')));
  }
  return texts.join('\n');
}

it('a refresh is refused with 503 while Redis is away, and costs no log-in though Redis carries it out late', async () => {
  const { refresh_token, access_token } = await logIn();
  server.freeze();
  const answer = await refresh(refresh_token);
  expect([answer.statusCode, answer.json().code]).toEqual([503, 'store-unavailable']);
  expect((await getMe(one, mode, { authorization: `Bearer ${access_token}` })).statusCode).toBe(200);
  server.thaw();
  await sleep(3000);
  expect(await countSpent(refresh_token)).toBe(1);
  const descendant = await next(refresh_token);
  expect(await next(refresh_token)).toBe(descendant);
});

/** The random bytes of a refresh token, behind the user's tag. */
const bytesOf = (token: string) => Buffer.from(token.split('.')[1] ?? '', 'base64url');

/** The key of the token's family in Redis. */
function familyOf(token: string): string {
  const [tag] = token.split('.');
  const hash = createHash('sha256').update(bytesOf(token).subarray(0, 16)).digest('base64url');
  return `family:{${tag}}:${mode}:${hash}`;
}

/** The cookies that a browser would send to that path (RFC 6265 §5.1.4). */
function cookiesFor(url: string, { cookies }: LightMyRequestResponse) {
  return cookies.filter(({ path = '/' }) => path === '/' || url === path || url.startsWith(`${path}/`));
}

function postWithCookies(url: string, given: LightMyRequestResponse) {
  const pairs = cookiesFor(url, given).map(({ name, value }) => `${name}=${value}`);
  return one.inject({ method: 'POST', url, headers: { cookie: pairs.join('; ') } });
}

const namesFor = (url: string, given: LightMyRequestResponse) =>
  cookiesFor(url, given).map(({ name }) => name);

/** 1 if Redis knows the token as spent, 0 if it is the current one. */
async function countSpent(token: string): Promise<number> {
  const everything = await readEverything();
  const hash = createHash('sha256').update(bytesOf(token)).digest('base64url');
  return everything.split('\n').filter((line, at, lines) => line === hash && lines[at - 1] === 'previous')
    .length;
}
