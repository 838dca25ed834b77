// A browser that sends several cookies of one name, such as a stale one that was set for a longer path.
import { catalogue } from '@scale-out-lab/core';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestApp } from '../testing/build-test-app.js';
import { demoUser, postLogin } from '../testing/client.js';
import { useTestRedis } from '../testing/redis-server.js';

const redis = useTestRedis();
let app: FastifyInstance;
beforeAll(async () => {
  app = await buildTestApp(afterAll, { redisPath: redis.path, config: { accessTtlSeconds: 60 } });
});

describe.each(catalogue)('$name', ({ name: mode, credential, refresh }) => {
  const cookieName = credential === 'session' ? `sid-${mode}` : `token-${mode}`;

  const logInWith = (cookie: string, user = demoUser) =>
    app.inject({
      ...{ method: 'POST', url: `/api/${mode}/login`, headers: cookie === '' ? {} : { cookie } },
      payload: { ...user, transport: 'cookie' },
    });
  async function newCookies(user = demoUser): Promise<string> {
    const { cookies } = await logInWith('', user);
    const own = cookies.find(({ name }) => name === cookieName);
    return own ? `${own.name}=${encodeURIComponent(own.value)}` : '';
  }
  const ask = (cookie: string, method: 'GET' | 'POST' = 'GET', route = 'me') =>
    app.inject({ method, url: `/api/${mode}/${route}`, headers: { cookie } });
  const forged = (good: string) => good.replace(/.{8}$/, 'AAAAAAAA');

  it('a stale cookie before or after the good one does not log the user out', async () => {
    const good = await newCookies();
    for (const stale of [`${cookieName}=stale`, forged(good), `${cookieName}=%7B`, `${cookieName}=`]) {
      for (const cookie of [`${stale}; ${good}`, `${good}; ${stale}`]) {
        const answer = await ask(cookie);
        expect(answer.json()).toMatchObject({ username: demoUser.username });
        expect(String(answer.headers['set-cookie'])).not.toContain(`${cookieName}=`);
      }
    }
  });

  it('several bad cookies are refused, and none is deleted', async () => {
    const good = await newCookies();
    const answer = await ask(`${forged(good)}; ${cookieName}=stale`);
    expect([answer.statusCode, answer.json().code]).toEqual([401, 'malformed']);
    expect(answer.json().detail).toMatch(
      `The request has 2 cookies "${cookieName}", and none of them is valid here`,
    );
    expect(answer.headers).not.toHaveProperty('set-cookie');
  });

  it('two good cookies are refused, and neither is deleted', async () => {
    const [one, two] = [await newCookies(), await newCookies({ ...demoUser, username: 'vu-0002' })];
    for (const [method, route] of [
      ['GET', 'me'],
      ['POST', 'logout'],
    ] as const) {
      const answer = await ask(`${one}; ${two}`, method, route);
      expect([answer.statusCode, answer.json().code]).toEqual([401, 'malformed']);
      expect(answer.json().detail).toContain('2 of them are valid, so the user is ambiguous');
      expect(answer.headers).not.toHaveProperty('set-cookie');
    }
    for (const each of [one, two]) expect((await ask(each)).statusCode).toBe(200);
  });

  it('a log-in with two good cookies ends neither session', async () => {
    const [one, two] = [await newCookies(), await newCookies({ ...demoUser, username: 'vu-0002' })];
    const answer = await logInWith(`${one}; ${two}`);
    expect(answer.statusCode).toBe(200);
    for (const each of [one, two]) expect((await ask(each)).statusCode).toBe(200);
  });

  it('at most four cookies of one name are checked', async () => {
    const good = await newCookies();
    const many = Array.from({ length: 4 }, (_, index) => `${cookieName}=stale${index}`);
    const answer = await ask([...many, good].join('; '));
    expect([answer.statusCode, answer.json().code]).toEqual([401, 'malformed']);
    expect(answer.json().detail).toMatch(`5 cookies "${cookieName}"; at most 4 are checked`);
  });

  if (refresh) {
    it('a refresh uses the only live refresh cookie, and spends no other', async () => {
      const { cookies } = await postLogin(app, mode, { ...demoUser, transport: 'cookie' });
      const name = `refresh-${mode}`;
      const value = cookies.find((each) => each.name === name)?.value;
      const answer = await ask(`${name}=${'A'.repeat(43)}; ${name}=${value}`, 'POST', 'refresh');
      expect(answer.statusCode, answer.body).toBe(200);
      const next = answer.cookies.find((each) => each.name === name)?.value;
      // Both belong to the log-in: neither is presented, which would end it as the reuse of a spent token.
      const both = await ask(`${name}=${value}; ${name}=${next}`, 'POST', 'refresh');
      expect([both.statusCode, both.json().code]).toEqual([401, 'malformed']);
      expect((await ask(`${name}=${next}`, 'POST', 'refresh')).statusCode).toBe(200);
    });
  }
});
