// The control port as a contract: its reports, its settings and its refusals. Its clients: authentication.test.ts.
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { buildTestApp, buildTestControl, type TestControl, testSecrets } from '../testing/build-test-app.js';
import { logIn, postLogin, postLogout } from '../testing/client.js';

let app: FastifyInstance;
let control: TestControl;
beforeEach(async () => {
  app = await buildTestApp(onTestFinished);
  control = await buildTestControl(onTestFinished, app);
});

describe('GET /control/state', () => {
  it('returns the state of the instance', async () => {
    const answer = await control.get('/state');
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['x-instance-id']).toBe('api-1');
    expect(answer.json()).toEqual({
      instanceId: 'api-1',
      startedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      now: expect.stringMatching(/^\d{4}-.*Z$/),
      isReady: true,
      isDraining: false,
      requests: { total: 0, inFlight: 0 },
      memory: { rssBytes: expect.any(Number), heapUsedBytes: expect.any(Number) },
      logIns: expect.objectContaining({ 'session-memory': 0, 'session-redis': 0, 'jwt-shared-key': 0 }),
      keys: {
        session: [expect.stringMatching(/^[\w-]{11}$/)],
        jwt: [expect.stringMatching(/^shared-[\w-]{11}$/)],
        published: [expect.stringMatching(/^api-1-[\w-]{43}$/)],
      },
    });
  });

  it('counts the log-ins that live in its memory', async () => {
    const first = await logIn(app, 'session-memory');
    await logIn(app, 'session-memory');
    await logIn(app, 'jwt-shared-key');
    const { logIns } = (await control.get('/state')).json();
    expect(logIns).toMatchObject({ 'session-memory': 2, 'session-sticky': 0, 'jwt-shared-key': 0 });
    await postLogout(app, 'session-memory', first);
    expect((await control.get('/state')).json().logIns['session-memory']).toBe(1);
    await control.post('/clock', { offsetSeconds: 3600 });
    expect((await control.get('/state')).json().logIns['session-memory']).toBe(0);
  });
});

describe('GET /control/state, with many log-ins at once', () => {
  it('is answered before 20 simultaneous log-ins are', async () => {
    let answered = 0;
    // A password of a user who does not exist costs as much as a person's, unlike that of a virtual user.
    const logIns = Array.from({ length: 20 }, async (_, index) => {
      await postLogin(app, 'jwt-shared-key', { username: `stranger-${index}`, password: 'demo' });
      answered += 1;
    });
    await sleep(50); // until the first password is hashed
    expect((await control.get('/state')).statusCode).toBe(200);
    expect(answered).toBeLessThan(10);
    await Promise.all(logIns);
  });
});

describe('POST /control/clock', () => {
  it.each([3600, -3600, 0])('sets the clock %d seconds off', async (offsetSeconds) => {
    await control.post('/clock', { offsetSeconds: 17 });
    const answer = await control.post('/clock', { offsetSeconds });
    expect(answer.json()).toMatchObject({ offsetSeconds });
    const before = Date.now();
    const { now } = (await app.inject('/api/instance')).json();
    const rightTime = Date.parse(now) - offsetSeconds * 1000;
    expect(rightTime).toBeGreaterThanOrEqual(before);
    expect(rightTime).toBeLessThanOrEqual(Date.now());
  });
});

describe('refuses', () => {
  const long = 'a secret of the tests, which is long xxx';
  it.each([
    ['POST', '/stall', {}],
    ['POST', '/stall', { ms: 0 }],
    ['POST', '/stall', { ms: 60_001 }],
    ['POST', '/stall', { ms: '100' }],
    ['POST', '/clock', { offsetSeconds: 3601 }],
    ['POST', '/clock', { offsetSeconds: 0.5 }],
    ['POST', '/clock', {}],
    ['PUT', '/keys/jwt', { current: long }],
    ['PUT', '/keys/jwt', { current: 'x'.repeat(31), accepted: [] }],
    ['PUT', '/keys/session', { current: 'configured', accepted: ['x'.repeat(31)] }],
    ['PUT', '/keys/session', { current: 'xxx-'.repeat(10), accepted: [] }],
    ['PUT', '/keys/session', { current: testSecrets.JWT_SECRET, accepted: [] }],
    ['PUT', '/keys/jwt', { current: 'configured', accepted: [testSecrets.SESSION_SECRET] }],
    ['PUT', '/keys/session', { current: long, accepted: 'configured' }],
    ['POST', '/keys/published', { action: 'burn' }],
  ] as const)('%s %s %j, and shows no secret', async (method, path, body) => {
    const before = (await control.get('/state')).json().keys;
    const answer = method === 'PUT' ? await control.put(path, body) : await control.post(path, body);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: 'invalid-request' });
    expect(answer.body).not.toContain('xxx');
    for (const secret of Object.values(testSecrets)) expect(answer.body).not.toContain(secret);
    expect((await control.get('/state')).json().keys).toEqual(before);
  });
});

it('an instance that drains is live but not ready', async () => {
  expect((await app.inject('/readyz')).statusCode).toBe(200);
  app.instanceState.isDraining = true;
  const answer = await app.inject('/readyz');
  expect([answer.statusCode, answer.json().code]).toEqual([503, 'draining']);
  expect((await app.inject('/livez')).statusCode).toBe(200);
  expect((await control.get('/state')).json()).toMatchObject({ isReady: false, isDraining: true });
});
