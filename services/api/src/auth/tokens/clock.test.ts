// Clocks that disagree: an instance checks a token that another issued by another clock.
import { isPortable } from '@scale-out-lab/core';
import type { FastifyInstance } from 'fastify';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { hmacRing } from '../../keys/rings.js';
import { startTestCluster } from '../../testing/build-test-app.js';
import { type Credential, getMe, logIn, postLogout } from '../../testing/client.js';
import { tokenModes } from '../../testing/token-instance.js';
import { issueToken } from './claims.js';
import { tokenVerifier } from './verify.js';

const ttlSeconds = 60;
const { one, two, redis, build } = await startTestCluster({
  modes: tokenModes,
  config: { jwtTtlSeconds: ttlSeconds, accessTtlSeconds: ttlSeconds },
});
/** The right time, in milliseconds, at the beginning of a second. */
let start: number;

beforeEach(() => {
  start = Math.ceil(Date.now() / 1000) * 1000;
  vi.useFakeTimers({ toFake: ['Date'], now: start });
});
afterEach(() => void vi.useRealTimers());

/** Sets the clock to that number of seconds after the start. */
const setClock = (seconds: number) => vi.setSystemTime(start + seconds * 1000);

async function expectCode(app: FastifyInstance, mode: string, token: Credential, code: string | undefined) {
  const answer = await getMe(app, mode, token);
  expect([answer.statusCode, answer.json().code]).toEqual([code ? 401 : 200, code]);
}

describe.each(tokenModes.filter(isPortable))('$name', ({ name }) => {
  async function logInWithClock(seconds: number): Promise<Credential> {
    setClock(seconds);
    const token = await logIn(one, name);
    setClock(0);
    return token;
  }

  it('accepts a token from an instance with a clock 30 s ahead, and refuses it from 31 s on', async () => {
    await expectCode(two, name, await logInWithClock(30), undefined);
    await expectCode(two, name, await logInWithClock(30.999), undefined);
    await expectCode(two, name, await logInWithClock(31), 'invalid-claims');
  });

  it('accepts a token from too far ahead as soon as it is within 30 s', async () => {
    const token = await logInWithClock(35);
    await expectCode(two, name, token, 'invalid-claims');
    setClock(4.999);
    await expectCode(two, name, token, 'invalid-claims');
    setClock(5);
    await expectCode(two, name, token, undefined);
  });

  it('refuses a token that it accepted before, once its own clock is set back too far', async () => {
    const token = await logInWithClock(0);
    await expectCode(two, name, token, undefined);
    setClock(-30);
    await expectCode(two, name, token, undefined);
    setClock(-30.001);
    await expectCode(two, name, token, 'invalid-claims');
  });

  it('refuses a token from the second in which it expires, whether or not it was seen before', async () => {
    const [seen, unseen] = [await logInWithClock(0), await logInWithClock(0)];
    await expectCode(two, name, seen, undefined);
    setClock(ttlSeconds - 0.001);
    await expectCode(two, name, seen, undefined);
    await expectCode(one, name, unseen, undefined);
    setClock(ttlSeconds);
    await expectCode(two, name, seen, 'expired');
    await expectCode(two, name, unseen, 'expired');
  });

  it.each([-30, 30])("ends a token earlier or later by the issuer's %d s, and by no more", async (ahead) => {
    const token = await logInWithClock(ahead);
    setClock(ttlSeconds + ahead - 0.001);
    await expectCode(two, name, token, undefined);
    setClock(ttlSeconds + ahead);
    await expectCode(two, name, token, 'expired');
  });
});

it('a token is checked by the clock of the instance', async () => {
  const keys = await hmacRing('shared', 'a secret that is long enough for a test');
  const instance = (seconds: number) => ({
    keys,
    mode: 'a',
    instanceId: 'api-1',
    now: () => start + seconds * 1000,
  });
  const token = await issueToken({ username: 'vu-0001', jti: 'one', seconds: ttlSeconds }, instance(0));
  const verifyAt = async (seconds: number) => tokenVerifier(instance(seconds))(`Bearer ${token}`);
  await expect(verifyAt(-31)).rejects.toMatchObject({ code: 'invalid-claims' });
  expect(await verifyAt(-30)).toMatchObject({ kid: keys.kid, principal: { username: 'vu-0001' } });
  expect(await verifyAt(ttlSeconds - 1)).toMatchObject({ kid: keys.kid });
  await expect(verifyAt(ttlSeconds)).rejects.toMatchObject({ code: 'expired' });
});

it('a revoked token stays revoked on an instance with a clock 25 s behind', async () => {
  const behind = await build('api-3', { clockOffsetSeconds: -25 }, onTestFinished);
  const mode = 'jwt-denylist';
  const [revoked, kept] = [await logIn(one, mode), await logIn(one, mode)];
  expect((await postLogout(one, mode, revoked)).statusCode).toBe(200);
  // By the right clock both have expired.
  setClock(ttlSeconds + 0.5);
  await ageRedis(ttlSeconds + 0.5);
  await expectCode(one, mode, kept, 'expired');
  await expectCode(behind, mode, kept, undefined);
  await expectCode(behind, mode, revoked, 'revoked');
});

/** As if every key in Redis had been written that number of seconds earlier. */
async function ageRedis(seconds: number): Promise<void> {
  const admin = new Redis(redis.path);
  for (const key of await admin.keys('*')) {
    const leftMs = await admin.pttl(key);
    if (leftMs > 0) await admin.pexpire(key, leftMs - seconds * 1000);
  }
  admin.disconnect();
}
