// What a log-in makes of the session that the browser brings along.

import { Redis } from 'ioredis';
import { expect, it, onTestFinished } from 'vitest';
import { buildTestApp } from '../testing/build-test-app.js';
import { credentialIn, demoUser, getMe, logIn, postLogin, postLogout } from '../testing/client.js';
import { createTestRedis } from '../testing/redis-server.js';

const mode = 'session-memory';

it('ends the session that a browser already has when its user logs in again', async () => {
  const app = await buildTestApp(onTestFinished);
  const first = await logIn(app, mode);
  const second = await logIn(app, mode, first);
  expect((await getMe(app, mode, first)).statusCode).toBe(401);
  expect((await getMe(app, mode, second)).statusCode).toBe(200);
});

it('keeps the cookie of a browser whose new log-in the store cannot write', async () => {
  const redis = createTestRedis();
  await redis.start();
  onTestFinished(() => redis.close());
  const app = await buildTestApp(onTestFinished, { redisPath: redis.path });
  const operator = new Redis(redis.path);
  onTestFinished(() => void operator.disconnect());
  const credential = await logIn(app, 'session-redis');
  // A replica answers reads alone, as a primary does that a failover has demoted.
  await operator.replicaof('127.0.0.1', 1);
  const answer = await postLogin(app, 'session-redis', demoUser, credential);
  expect([answer.statusCode, answer.json().code]).toEqual([503, 'store-unavailable']);
  expect(answer.headers).not.toHaveProperty('set-cookie');
  await operator.replicaof('NO', 'ONE');
  const me = async () => (await getMe(app, 'session-redis', credential)).statusCode;
  await expect.poll(me, { timeout: 3000 }).toBe(200);
});

it('sets one cookie, though the browser brings that of a session which has ended', async () => {
  const app = await buildTestApp(onTestFinished);
  const ended = await logIn(app, mode);
  await postLogout(app, mode, ended);
  const answer = await postLogin(app, mode, demoUser, ended);
  expect([answer.statusCode, answer.cookies]).toEqual([200, [expect.objectContaining({ httpOnly: true })]]);
  expect((await getMe(app, mode, credentialIn(answer))).statusCode).toBe(200);
});

it('gives nothing to a visitor who does not log in', async () => {
  const app = await buildTestApp(onTestFinished);
  const answer = await getMe(app, mode);
  expect([answer.statusCode, answer.cookies]).toEqual([401, []]);
});
