// Key rotation while two instances run: with an overlap no user is affected, without one every user is logged out, and each
// instance refuses the signatures of a retired key within a second.
import { setTimeout as sleep } from 'node:timers/promises';
import { catalogue, isPortable, type Mode } from '@scale-out-lab/core';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { buildTestControl, startTestCluster, type TestControl } from '../testing/build-test-app.js';
import { type Credential, getMe, logIn } from '../testing/client.js';

interface Controlled {
  readonly app: FastifyInstance;
  readonly control: TestControl;
}

const cluster = await startTestCluster({ config: { accessTtlSeconds: 60 } });
const [one, two] = (await Promise.all([cluster.one, cluster.two].map(control))) as [Controlled, Controlled];

async function control(app: FastifyInstance): Promise<Controlled> {
  return { app, control: await buildTestControl(afterAll, app) };
}

beforeEach(async () => {
  for (const { control } of [one, two]) expect((await control.post('/keys/reset')).statusCode).toBe(200);
});

const next = 'a new secret, as long as a secret has to be';

/** The steps that replace a kind of keys: an instance accepts the new key, then signs with it, then accepts no other. */
const rotations: Record<'session' | 'jwt' | 'published', Record<'announce' | 'rotate' | 'retire', Step>> = {
  session: secretSteps('/keys/session'),
  jwt: secretSteps('/keys/jwt'),
  published: {
    announce: async () => {},
    rotate: async ({ control }) => void (await control.post('/keys/published', { action: 'rotate' })),
    retire: async ({ control }) => void (await control.post('/keys/published', { action: 'retire' })),
  },
};

type Step = (instance: Controlled) => Promise<void>;

function secretSteps(path: string) {
  const put =
    (body: object): Step =>
    async ({ control }) =>
      void expect((await control.put(path, body)).statusCode).toBe(200);
  return {
    announce: put({ current: 'configured', accepted: [next] }),
    rotate: put({ current: next, accepted: ['configured'] }),
    retire: put({ current: next, accepted: [] }),
  };
}

const kindOf = ({ credential, keys }: Mode) =>
  keys === 'published' ? 'published' : credential === 'session' ? 'session' : 'jwt';

describe.each(catalogue.filter(({ keys }) => keys !== 'own'))('$name', (mode) => {
  const { announce, rotate, retire } = rotations[kindOf(mode)];
  /** The instances that accept a log-in of this one. */
  const knowing = (issuer: Controlled) => (isPortable(mode) ? [one, two] : [issuer]);

  async function statuses(issuer: Controlled, credential: Credential): Promise<number[]> {
    const answers = await Promise.all(knowing(issuer).map(({ app }) => getMe(app, mode.name, credential)));
    return answers.map(({ statusCode }) => statusCode);
  }
  async function expectAccepted(issuer: Controlled, credentials: Credential[]): Promise<void> {
    for (const each of credentials) expect(new Set(await statuses(issuer, each))).toEqual(new Set([200]));
  }
  async function expectRefused(issuer: Controlled, credentials: Credential[]): Promise<void> {
    for (const each of credentials) expect(new Set(await statuses(issuer, each))).toEqual(new Set([401]));
  }

  it('refuses no credential at any step of the overlap', async () => {
    const credentials = { one: [await logIn(one.app, mode.name)], two: [await logIn(two.app, mode.name)] };
    for (const step of [announce, rotate]) {
      for (const instance of [one, two]) {
        await step(instance);
        credentials.one.push(await logIn(one.app, mode.name));
        credentials.two.push(await logIn(two.app, mode.name));
        await expectAccepted(one, credentials.one);
        await expectAccepted(two, credentials.two);
      }
    }
  });

  it('refuses the credentials of the old key from the next request on, and none of the new key', async () => {
    const old = [await logIn(one.app, mode.name)];
    await expectAccepted(one, old); // and so it is remembered
    for (const step of [announce, rotate]) for (const instance of [one, two]) await step(instance);
    const fresh = [await logIn(one.app, mode.name)];
    await expectAccepted(one, [...old, ...fresh]);

    for (const instance of [one, two]) await retire(instance);
    // Another instance's keys are looked at a few times a second; all else is at once.
    if (kindOf(mode) === 'published') await sleep(1000);
    await expectRefused(one, old);
    await expectAccepted(one, fresh);
    const { code } = (await getMe(one.app, mode.name, old[0] as Credential)).json();
    expect(code).toBe('bad-signature');
  });

  it('refuses every credential after a cut, and accepts new log-ins', async () => {
    const old = [await logIn(one.app, mode.name)];
    await expectAccepted(one, old);
    if (kindOf(mode) === 'published') for (const instance of [one, two]) await rotate(instance);
    for (const instance of [one, two]) await retire(instance);
    if (kindOf(mode) === 'published') await sleep(1000);
    await expectRefused(one, old);
    await expectAccepted(one, [await logIn(one.app, mode.name)]);
  });

  it('has the configured keys again after a reset', async () => {
    const before = (await one.control.get('/state')).json().keys;
    const old = [await logIn(one.app, mode.name)];
    for (const instance of [one, two]) await rotate(instance);
    expect((await one.control.get('/state')).json().keys).not.toEqual(before);
    for (const instance of [one, two]) await instance.control.post('/keys/reset');
    if (kindOf(mode) === 'published') return; // a key pair is never configured, so there is no going back to one
    expect((await one.control.get('/state')).json().keys).toEqual(before);
    await expectAccepted(one, old);
  });
});

it('a browser that sends a request during the overlap keeps its session after it', async () => {
  const { announce, rotate, retire } = rotations.session;
  const old = await logIn(one.app, 'session-redis');
  for (const step of [announce, rotate]) for (const instance of [one, two]) await step(instance);

  const answer = await getMe(two.app, 'session-redis', old);
  const [cookie] = answer.cookies;
  expect(answer.cookies).toHaveLength(1);
  expect(cookie).toMatchObject({ name: 'sid-session-redis', path: '/', httpOnly: true, sameSite: 'Lax' });
  const renewed = { cookie: `sid-session-redis=${encodeURIComponent(cookie?.value ?? '')}` };
  const idOf = ({ cookie }: { cookie: string }) => decodeURIComponent(cookie).split('=')[1]?.slice(0, 32);
  expect(idOf(renewed)).toBe(idOf(old as { cookie: string }));
  expect((await getMe(two.app, 'session-redis', renewed)).cookies).toEqual([]);

  for (const instance of [one, two]) await retire(instance);
  expect((await getMe(one.app, 'session-redis', renewed)).statusCode).toBe(200);
  expect((await getMe(one.app, 'session-redis', old)).statusCode).toBe(401);
});

it('a log-out or a log-in during the overlap sets one cookie, and not the renewed one', async () => {
  const { announce, rotate } = rotations.session;
  const [first, second] = [await logIn(one.app, 'session-redis'), await logIn(one.app, 'session-redis')];
  for (const step of [announce, rotate]) await step(one);
  const post = (path: string, credential: Credential, payload?: object) =>
    one.app.inject({
      method: 'POST',
      url: `/api/session-redis/${path}`,
      headers: credential,
      ...(payload && { payload }),
    });
  const loggedOut = await post('logout', first);
  expect(loggedOut.cookies).toEqual([expect.objectContaining({ value: '' })]);
  const loggedIn = await post('login', second, { username: 'vu-0001', password: 'demo' });
  expect(loggedIn.cookies).toHaveLength(1);
  expect(loggedIn.cookies[0]?.value).not.toContain(
    decodeURIComponent((second as { cookie: string }).cookie).slice(18, 50),
  );
});
