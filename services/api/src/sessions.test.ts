// The log-ins of a user, in every mode: listed and ended in modes that remember them, 501 in the others.
import { setTimeout as sleep } from 'node:timers/promises';
import { catalogue } from '@scale-out-lab/core';
import type { FastifyInstance } from 'fastify';
import { describe, expect, it } from 'vitest';
import { startTestCluster } from './testing/build-test-app.js';
import { type Credential, credentialIn, getMe, logIn, postLogin, postLogout } from './testing/client.js';

const { one, two } = await startTestCluster({ config: { accessTtlSeconds: 60 } });

const getSessions = (app: FastifyInstance, mode: string, headers: Credential | object = {}) =>
  app.inject({ method: 'GET', url: `/api/${mode}/sessions`, headers: { ...headers } });
const deleteSession = (app: FastifyInstance, mode: string, id: string, headers: Credential) =>
  app.inject({ method: 'DELETE', url: `/api/${mode}/sessions/${id}`, headers });

const isCurrent = ({ current }: { current: boolean }) => current;

let lastUser = 0;
/** Another user for each test, so that none finds the log-ins of another. */
function newUser() {
  lastUser += 1;
  return { username: `vu-${String(lastUser).padStart(4, '0')}`, password: 'demo' };
}

const remembering = catalogue.filter(({ state }) => state !== 'none');
const stateless = catalogue.filter(({ state }) => state === 'none');

describe.each(remembering)('$name', ({ name, state, credential: kind, keys, refresh }) => {
  it('lists the log-ins of the user: device, time, instance, and the current one', async () => {
    const user = newUser();
    const before = Date.now();
    const phone = credentialIn(await postLogin(one, name, user, { 'user-agent': 'Phone/1.0' }));
    await sleep(5); // or both would be of the same millisecond
    await postLogin(one, name, user, { 'user-agent': 'Laptop/2.0' });
    await postLogin(one, name, newUser());
    const after = Date.now();
    const answer = await getSessions(one, name, phone);
    expect(answer.statusCode).toBe(200);
    const { sessions } = answer.json();
    expect(sessions).toHaveLength(2);
    expect(sessions[0]).toMatchObject({ device: 'Phone/1.0', issuedBy: 'api-1', current: true });
    expect(sessions[1]).toMatchObject({ device: 'Laptop/2.0', issuedBy: 'api-1', current: false });
    for (const { createdAt, expiresAt } of sessions) {
      expect(Date.parse(createdAt)).toBeGreaterThanOrEqual(before);
      expect(Date.parse(createdAt)).toBeLessThanOrEqual(after);
      expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now());
    }
  });

  it('shows the list page by page, though log-ins end meanwhile', async () => {
    const user = newUser();
    const mine = credentialIn(await postLogin(one, name, user));
    await sleep(5); // or another of the same millisecond could come before it
    for (let more = 0; more < 4; more++) await postLogin(one, name, user);
    const whole = (await getSessions(one, name, mine)).json();
    expect(whole).toMatchObject({ maxPerUser: 100 });
    expect(whole.next).toBeUndefined();
    const ids = whole.sessions.map(({ id }: { id: string }) => id);

    const page = (query: string) =>
      one.inject({ method: 'GET', url: `/api/${name}/sessions${query}`, headers: { ...mine } });
    const idsOf = (answer: Awaited<ReturnType<typeof page>>) =>
      answer.json().sessions.map(({ id }: { id: string }) => id);
    const first = await page('?limit=2');
    expect(idsOf(first)).toEqual(ids.slice(0, 2));
    const [, next = ''] = /^<(\?.*)>; rel="next"$/.exec(String(first.headers.link)) ?? [];
    expect(next).toBe(`?${new URLSearchParams({ limit: '2', cursor: first.json().next })}`);
    await deleteSession(one, name, ids[1], mine);
    const second = await page(next);
    expect(idsOf(second)).toEqual(ids.slice(2, 4));
    const last = await page(`?limit=2&cursor=${second.json().next}`);
    expect(idsOf(last)).toEqual(ids.slice(4));
    expect([last.json().next, last.headers.link]).toEqual([undefined, undefined]);
  });

  it.each(['limit=0', 'limit=101', 'limit=x', 'cursor=x', 'limit=1&limit=2', 'cursor=1~%00'])(
    'refuses ?%s with 400',
    async (query) => {
      const mine = credentialIn(await postLogin(one, name, newUser()));
      const url = `/api/${name}/sessions?${query}`;
      const answer = await one.inject({ method: 'GET', url, headers: { ...mine } });
      expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid-request']);
    },
  );

  it('the listed IDs are no credentials', async () => {
    const user = newUser();
    const credential = credentialIn(await postLogin(one, name, user));
    const [session] = (await getSessions(one, name, credential)).json().sessions;
    for (const forged of [{ cookie: `sid-${name}=${session.id}` }, { authorization: `Bearer ${session.id}` }])
      expect((await getMe(one, name, forged)).statusCode).toBe(401);
    if (kind === 'session') expect(JSON.stringify(credential)).not.toContain(session.id);
  });

  it('ends the named log-in, once, and no other', async () => {
    const user = newUser();
    const [stolen, kept] = [await postLogin(one, name, user), await postLogin(one, name, user)].map(
      credentialIn,
    ) as [Credential, Credential];
    const { id } = (await getSessions(one, name, stolen)).json().sessions.find(isCurrent);
    const ended = await deleteSession(one, name, id, kept);
    expect([ended.statusCode, ended.body]).toEqual([204, '']);
    // An access token that a refresh token renews outlives its log-in for its few seconds.
    expect((await getMe(one, name, stolen)).statusCode).toBe(refresh ? 200 : 401);
    expect((await getMe(one, name, kept)).statusCode).toBe(200);
    expect((await getSessions(one, name, kept)).json().sessions).toHaveLength(1);
    const again = await deleteSession(one, name, id, kept);
    expect([again.statusCode, again.json().code]).toEqual([404, 'not-found']);
  });

  it('ends no log-in of another user', async () => {
    const mine = credentialIn(await postLogin(one, name, newUser()));
    const theirs = credentialIn(await postLogin(one, name, newUser()));
    const [{ id }] = (await getSessions(one, name, theirs)).json().sessions;
    expect((await deleteSession(one, name, id, mine)).statusCode).toBe(404);
    expect((await getMe(one, name, theirs)).statusCode).toBe(200);
  });

  it('refuses a list or an end without a credential', async () => {
    for (const answer of [
      await getSessions(one, name),
      await deleteSession(one, name, 'x', {} as Credential),
    ])
      expect([answer.statusCode, answer.json().code]).toEqual([401, 'missing-credential']);
  });

  it('a revoked credential cannot list log-ins, end one, or log out', async () => {
    if (refresh) return; // an access token that a refresh token renews outlives its log-in for its few seconds
    const user = newUser();
    const revoked = credentialIn(await postLogin(one, name, user));
    const kept = credentialIn(await postLogin(one, name, user));
    const { id } = (await getSessions(one, name, kept)).json().sessions.find(isCurrent);
    await postLogout(one, name, revoked);
    for (const answer of [
      await getSessions(one, name, revoked),
      await deleteSession(one, name, id, revoked),
      await postLogout(one, name, revoked),
    ])
      expect([answer.statusCode, answer.json().code]).toEqual([
        401,
        kind === 'jwt' ? 'revoked' : 'unknown-session',
      ]);
    expect((await getMe(one, name, kept)).statusCode).toBe(200);
  });

  it('an exclusive log-in ends the others on this instance', async () => {
    const user = newUser();
    const here = credentialIn(await postLogin(one, name, user));
    const elsewhere = credentialIn(await postLogin(two, name, user));
    const last = credentialIn(await postLogin(one, name, { ...user, exclusive: true }));
    expect((await getMe(one, name, last)).statusCode).toBe(200);
    if (refresh) return; // it ends families instead: see refresh.test.ts
    const refused = await getMe(one, name, here);
    expect(refused.statusCode).toBe(401);
    expect(refused.json().code).toBe(kind === 'jwt' ? 'revoked' : 'unknown-session');
    expect((await getMe(two, name, elsewhere)).statusCode).toBe(state === 'redis' ? 401 : 200);
  });

  if (keys === 'shared') {
    it('a log-out is known where the state is', async () => {
      const credential = await logIn(one, name);
      await postLogout(one, name, credential);
      const isKnownElsewhere = state === 'redis' && !refresh;
      const isAcceptedElsewhere = kind === 'jwt' && !isKnownElsewhere;
      expect((await getMe(two, name, credential)).statusCode).toBe(isAcceptedElsewhere ? 200 : 401);
    });
  }
});

describe.each(stateless)('$name', ({ name }) => {
  it('answers 501, since no server remembers the log-ins', async () => {
    const credential = await logIn(one, name);
    const answers = [
      await getSessions(one, name, credential),
      await deleteSession(one, name, 'any', credential),
      await postLogin(one, name, { ...newUser(), exclusive: true }),
    ];
    for (const answer of answers) {
      expect(answer.statusCode).toBe(501);
      expect(answer.headers['content-type']).toContain('application/problem+json');
      expect(answer.json()).toMatchObject({ status: 501, code: 'not-remembered', servedBy: 'api-1' });
      expect(answer.json().detail).toContain('No server remembers the log-ins');
    }
  });
});

describe.each(catalogue)('$name', ({ name, credential: kind }) => {
  it('gives a log-in the requested shorter lifetime, and never a longer one', async () => {
    const usual = (await postLogin(one, name)).json().expires_in;
    expect((await postLogin(one, name, { ...newUser(), expires_in: 3 })).json().expires_in).toBe(3);
    expect((await postLogin(one, name, { ...newUser(), expires_in: 1e9 })).json().expires_in).toBe(usual);
    const nonsense = await postLogin(one, name, { ...newUser(), expires_in: 0 });
    expect([nonsense.statusCode, nonsense.json().code]).toEqual([400, 'invalid-request']);
  });

  if (kind === 'jwt') {
    it('on request puts the token into a cookie that no script can read', async () => {
      const answer = await postLogin(one, name, { ...newUser(), transport: 'cookie' });
      expect(answer.json()).toEqual({ token_type: 'Cookie', expires_in: expect.any(Number) });
      const [cookie] = answer.cookies;
      expect(cookie).toMatchObject({ name: `token-${name}`, path: '/', httpOnly: true, sameSite: 'Lax' });
      const credential = { cookie: `token-${name}=${cookie?.value}` };
      expect((await getMe(one, name, credential)).statusCode).toBe(200);
      const twice = { cookie: `${credential.cookie}; ${credential.cookie}` };
      expect((await getMe(one, name, twice)).json().code).toBe('malformed');
      const left = await postLogout(one, name, credential);
      expect(left.cookies).toEqual([expect.objectContaining({ name: `token-${name}`, value: '' })]);
    });
  }
});
