// A Redis that has reached its memory limit and evicts nothing: log-ins can end, and new ones are refused.
import { catalogue } from '@scale-out-lab/core';
import { Redis } from 'ioredis';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestCluster } from './testing/build-test-app.js';
import { type Credential, credentialIn, demoUser, getMe, postLogin, postLogout } from './testing/client.js';

// Without a grace each use of a refresh token is a rotation, or a reuse.
const {
  redis: server,
  one,
  two,
} = await startTestCluster({
  config: { refreshGraceSeconds: 0, accessTtlSeconds: 60 },
});
const redis = new Redis(server.path);
afterAll(() => redis.disconnect());
beforeEach(() => makeRoom());

/** Below the memory of an empty Redis, so that it stays full whatever it frees. */
const fill = () => redis.config('SET', 'maxmemory', '500kb', 'maxmemory-policy', 'noeviction');
const makeRoom = () => redis.config('SET', 'maxmemory', '0');

const getSessions = (mode: string, headers: Credential) =>
  one.inject({ method: 'GET', url: `/api/${mode}/sessions`, headers: { ...headers } });

/** Keys and the bytes of each. */
async function held(): Promise<Record<string, number>> {
  const sizes: Record<string, number> = {};
  for (const key of await redis.keys('*')) sizes[key] = Number(await redis.memory('USAGE', key));
  return sizes;
}

const inRedis = catalogue.filter(({ state }) => state === 'redis');

describe.each(inRedis)('$name with a full Redis', ({ name, keys, refresh }) => {
  // With own keys the other instance refuses for another reason.
  const others = keys === 'own' ? () => [one] : () => [one, two];
  async function expectRefused(credential: Credential): Promise<void> {
    if (refresh) return; // its access tokens outlive a log-out by design: the families are tested below
    for (const app of others()) expect((await getMe(app, name, credential)).statusCode).toBe(401);
  }

  it('refuses a log-in with 503, the reason and Retry-After, and writes nothing', async () => {
    await fill();
    const before = await held();
    const answer = await postLogin(one, name);
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toMatchObject({ code: 'store-unavailable' });
    expect(answer.json().detail).toContain('Redis has reached its memory limit. New log-ins are refused');
    expect(answer.headers['retry-after']).toBe('10');
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(await held()).toEqual(before);
  });

  it('a refused second log-in leaves the browser its session', async () => {
    const credential = credentialIn(await postLogin(one, name));
    await fill();
    expect((await postLogin(one, name, demoUser, { ...credential })).statusCode).toBe(503);
    expect((await getMe(one, name, credential)).statusCode).toBe(200);
  });

  it('still serves logged-in users', async () => {
    const credential = credentialIn(await postLogin(one, name));
    await fill();
    expect((await getMe(one, name, credential)).statusCode).toBe(200);
    expect((await getSessions(name, credential)).statusCode).toBe(200);
  });

  it('a log-out is carried out, and needs no more memory than the log-in did', async () => {
    const credential = credentialIn(await postLogin(one, name));
    await fill();
    const before = await held();
    expect((await postLogout(one, name, credential)).statusCode).toBe(200);
    await expectRefused(credential);
    for (const [key, bytes] of Object.entries(await held())) {
      expect(bytes, key).toBeLessThanOrEqual(before[key] ?? 0);
    }
  });

  it('a log-in that is named in the list is ended', async () => {
    const stolen = credentialIn(await postLogin(one, name));
    const kept = credentialIn(await postLogin(one, name));
    const { sessions } = (await getSessions(name, stolen)).json();
    const { id } = sessions.find(({ current }: { current: boolean }) => current);
    await fill();
    const url = `/api/${name}/sessions/${id}`;
    expect((await one.inject({ method: 'DELETE', url, headers: { ...kept } })).statusCode).toBe(204);
    await expectRefused(stolen);
    expect((await getMe(one, name, kept)).statusCode).toBe(200);
  });

  it('an exclusive log-in ends the others, and is refused like any other', async () => {
    const others = [await postLogin(one, name), await postLogin(one, name)].map(credentialIn);
    const bystander = { ...demoUser, username: 'vu-0002' };
    const kept = credentialIn(await postLogin(one, name, bystander));
    await fill();
    const answer = await postLogin(one, name, { ...demoUser, exclusive: true });
    expect([answer.statusCode, answer.json().code]).toEqual([503, 'store-unavailable']);
    expect(answer.json().detail).toContain('The other log-ins have ended.');
    for (const credential of others) await expectRefused(credential);
    expect((await getMe(one, name, kept)).statusCode).toBe(200);
  });
});

describe.each(inRedis.filter(({ refresh }) => refresh))('$name with a full Redis', ({ name }) => {
  const refresh = (refresh_token: string) =>
    one.inject({ method: 'POST', url: `/api/${name}/refresh`, payload: { refresh_token } });
  const logIn = async () => (await postLogin(one, name)).json().refresh_token;

  it('gives the next refresh token', async () => {
    const first = await logIn();
    await fill();
    const second = (await refresh(first)).json().refresh_token;
    expect((await refresh(second)).statusCode).toBe(200);
  });

  it('the reuse of a refresh token ends its family', async () => {
    const first = await logIn();
    const second = (await refresh(first)).json().refresh_token;
    const third = (await refresh(second)).json().refresh_token;
    await fill();
    expect((await refresh(first)).json().code).toBe('reused-token');
    expect((await refresh(third)).json().code).toBe('revoked');
  });

  it('a log-out ends the family', async () => {
    const token = await logIn();
    await fill();
    const url = `/api/${name}/logout`;
    const answer = await one.inject({ method: 'POST', url, payload: { refresh_token: token } });
    expect(answer.statusCode).toBe(200);
    expect((await refresh(token)).json().code).toBe('revoked');
  });
});

it('a token that Redis has lost is revoked although it is full', async () => {
  const credential = credentialIn(await postLogin(one, 'jwt-denylist'));
  await redis.flushall();
  await fill();
  expect((await postLogout(one, 'jwt-denylist', credential)).statusCode).toBe(200);
  expect((await getMe(two, 'jwt-denylist', credential)).json().code).toBe('revoked');
});
