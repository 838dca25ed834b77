// Guesses at passwords: the number of wrong ones that are checked, the place that counts them, and the refusal.
import { setTimeout as sleep } from 'node:timers/promises';
import { catalogue, type Mode, modeNamed } from '@scale-out-lab/core';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Config } from '../config.js';
import { verifyPassword } from '../password.js';
import { buildTestApp } from '../testing/build-test-app.js';
import { postLogin } from '../testing/client.js';
import { createTestRedis, useTestRedis } from '../testing/redis-server.js';

vi.mock('../password.js', { spy: true });

const redis = useTestRedis();

const limit = 3;
const limits = { guessLimit: limit, guessLimitOfAddress: 20, guessWindowSeconds: 60 };

function buildInstances(count: number, config: Partial<Config> = {}): Promise<readonly FastifyInstance[]> {
  const ids = Array.from({ length: count }, (_, index) => `api-${index + 1}`);
  return Promise.all(
    ids.map((instanceId) =>
      buildTestApp(afterAll, { instanceId, redisPath: redis.path, config: { ...limits, ...config } }),
    ),
  );
}

const counted = (username: string, password = 'wrong') => ({ username, password, count_guess: true });

/** That number of guesses at once, by the instances in turn. */
function guess(apps: readonly FastifyInstance[], mode: Mode, body: object, times: number) {
  const tries = Array.from({ length: times }, (_, index) =>
    postLogin(apps[index % apps.length] as FastifyInstance, mode.name, body),
  );
  return Promise.all(tries);
}

const count = (answers: readonly LightMyRequestResponse[], status: number) =>
  answers.filter(({ statusCode }) => statusCode === status).length;

let instances: readonly FastifyInstance[];
beforeAll(async () => {
  instances = await buildInstances(3);
});

describe.each(catalogue.map((mode) => [mode.name, mode] as const))('%s', (_name, mode) => {
  const through = mode.state === 'redis' ? limit : 3 * limit;

  it(`checks ${through} of many guesses at once on three instances, and refuses the rest`, async () => {
    const answers = await guess(instances, mode, counted('vu-0001'), 30);
    expect(count(answers, 401)).toBe(through);
    expect(count(answers, 429)).toBe(30 - through);
  });

  it('at the limit refuses the right password too, but no other user', async () => {
    await guess(instances, mode, counted('vu-0002'), 30);
    const [first] = instances as [FastifyInstance];
    expect((await postLogin(first, mode.name, counted('vu-0002', 'demo'))).statusCode).toBe(429);
    expect((await postLogin(first, mode.name, counted('vu-0003', 'demo'))).statusCode).toBe(200);
  });

  it('counts no right password', async () => {
    const [first] = instances as [FastifyInstance];
    for (let times = 0; times < 2 * limit; times += 1) {
      expect((await postLogin(first, mode.name, counted('vu-0004', 'demo'))).statusCode).toBe(200);
    }
    expect(count(await guess([first], mode, counted('vu-0004'), 10), 401)).toBe(limit);
  });

  it('right passwords that come at once do not lock their user out', async () => {
    const [first] = instances as [FastifyInstance];
    const answers = await guess([first], mode, counted('vu-0008', 'demo'), 3 * limit);
    expect(count(answers, 200)).toBeGreaterThanOrEqual(limit);
    expect((await postLogin(first, mode.name, counted('vu-0008', 'demo'))).statusCode).toBe(200);
  });

  it('does not count a guess at a virtual user unless the request opts in', async () => {
    const answers = await guess(instances, mode, { username: 'vu-0005', password: 'wrong' }, 30);
    expect(count(answers, 401)).toBe(30);
  });
});

const memory = modeNamed('session-memory');
const inRedis = modeNamed('session-redis');

it('states in a 401 the number of remaining guesses, and in a 429 the time of a retry', async () => {
  const [app] = (await buildInstances(1)) as [FastifyInstance];
  const [first] = (await guess([app], memory, counted('vu-0006'), 1)) as [LightMyRequestResponse];
  expect(first.headers).toMatchObject({
    'ratelimit-policy': '"guesses";q=3;w=60',
    ratelimit: '"guesses";r=2;t=60',
  });
  await guess([app], memory, counted('vu-0006'), 2);
  const [refused] = (await guess([app], memory, counted('vu-0006'), 1)) as [LightMyRequestResponse];
  expect(refused.statusCode).toBe(429);
  expect(refused.headers).toMatchObject({
    'content-type': expect.stringContaining('application/problem+json'),
    'cache-control': 'no-store',
    ratelimit: expect.stringMatching(/^"guesses";r=0;t=\d+$/),
  });
  const seconds = Number(refused.headers['retry-after']);
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(60);
  const detail = `Too many wrong passwords for this username. Try again in ${seconds} s.`;
  expect(refused.json()).toMatchObject({ code: 'too-many-attempts', status: 429, detail });
});

it.each([memory, inRedis])('the limit is reset at the end of the window ($name)', async (mode) => {
  const [app] = (await buildInstances(1, { guessWindowSeconds: 1 })) as [FastifyInstance];
  const body = counted('vu-0007');
  expect(count(await guess([app], mode, body, 10), 401)).toBe(limit);
  await vi.waitFor(async () => expect((await postLogin(app, mode.name, body)).statusCode).toBe(401), 5000);
});

describe('a person', () => {
  const wrong = (username: string) => ({ username, password: 'wrong' });
  const shown = ({ statusCode, headers, body }: LightMyRequestResponse) => {
    const { 'content-length': length, 'content-type': type, ratelimit, ...others } = headers;
    const text = JSON.stringify({ statusCode, length, type, ratelimit, body });
    // One of the two began its window a moment later.
    return { text: text.replace(/(t=|in )\d+/g, '$1…'), names: Object.keys(others).sort() };
  };

  it("a guess at a person's password is counted before it is hashed", async () => {
    const [app] = (await buildInstances(1)) as [FastifyInstance];
    const verify = vi.mocked(verifyPassword).mockClear();
    verify.mockImplementation(() => sleep(5, false));
    onTestFinished(() => void verify.mockReset());
    const answers = await guess([app], memory, wrong('alice'), 20);
    expect(count(answers, 401)).toBe(limit);
    expect(count(answers, 429)).toBe(20 - limit);
    expect(verify).toHaveBeenCalledTimes(limit);
  });

  it('an unknown user gets the same answers as a person', async () => {
    // Two hashes at once take longer on a busy machine than a log-in may wait.
    vi.mocked(verifyPassword).mockImplementation(() => sleep(5, false));
    onTestFinished(() => void vi.mocked(verifyPassword).mockReset());
    const [app] = (await buildInstances(1)) as [FastifyInstance];
    for (let tries = 0; tries < limit + 2; tries += 1) {
      const [known, unknown] = await Promise.all(
        ['alice', 'nobody'].map((name) => postLogin(app, memory.name, wrong(name))),
      );
      expect(shown(unknown as LightMyRequestResponse)).toEqual(shown(known as LightMyRequestResponse));
    }
  });

  it('users of one address share its limit, and no other address does', async () => {
    const [app] = (await buildInstances(1, { guessLimitOfAddress: 2 })) as [FastifyInstance];
    const from = (address: string, body: object) =>
      postLogin(app, memory.name, body, { 'x-forwarded-for': address });
    expect((await from('203.0.113.7', wrong('nobody 1'))).statusCode).toBe(401);
    expect((await from('203.0.113.7', wrong('nobody 2'))).statusCode).toBe(401);
    const refused = await from('203.0.113.7', { username: 'bob', password: 'demo' });
    expect(refused.statusCode).toBe(429);
    expect(refused.json().detail).toContain('for this address');
    expect((await from('203.0.113.8', { username: 'bob', password: 'demo' })).statusCode).toBe(200);
    // An attempt that was refused for its address does not count as a guess at the user.
    const [answer] = await guess([app], memory, wrong('bob'), 1);
    expect(answer?.headers.ratelimit).toMatch(/r=2;/);
  });
});

it('without Redis a mode that counts there refuses with 503, and the others still count', async () => {
  const gone = createTestRedis();
  await gone.start();
  onTestFinished(() => gone.close());
  const app = await buildTestApp(onTestFinished, { redisPath: gone.path, config: limits });
  await gone.kill();
  for (const mode of catalogue) {
    const answers = await guess([app], mode, counted('vu-0008'), 5);
    const expected = mode.state === 'redis' ? [503, 503, 503, 503, 503] : [401, 401, 401, 429, 429];
    expect(answers.map(({ statusCode }) => statusCode).sort(), mode.name).toEqual(expected);
  }
});
