// A log-in with the session cookie of an earlier log-in.
import { Redis } from 'ioredis';
import { expect, it, onTestFinished } from 'vitest';
import { buildTestApp } from '../testing/build-test-app.js';
import { credentialIn, demoUser, getMe, logIn, postLogin, postLogout } from '../testing/client.js';
import { createTestRedis } from '../testing/redis-server.js';

const mode = 'session-memory';

it('a second log-in of a browser ends its first session', async () => {
  const app = await buildTestApp(onTestFinished);
  const first = await logIn(app, mode);
  const second = await logIn(app, mode, first);
  expect((await getMe(app, mode, first)).statusCode).toBe(401);
  expect((await getMe(app, mode, second)).statusCode).toBe(200);
});

it('a browser keeps its cookie if the store cannot write its new log-in', async () => {
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

it('a log-in with the cookie of an ended session sets one cookie', async () => {
  const app = await buildTestApp(onTestFinished);
  const ended = await logIn(app, mode);
  await postLogout(app, mode, ended);
  const answer = await postLogin(app, mode, demoUser, ended);
  expect([answer.statusCode, answer.cookies]).toEqual([200, [expect.objectContaining({ httpOnly: true })]]);
  expect((await getMe(app, mode, credentialIn(answer))).statusCode).toBe(200);
});

it('a visitor who does not log in gets no cookie', async () => {
  const app = await buildTestApp(onTestFinished);
  const answer = await getMe(app, mode);
  expect([answer.statusCode, answer.cookies]).toEqual([401, []]);
});
