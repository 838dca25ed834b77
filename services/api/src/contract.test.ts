// The contract, kept by every mode in the catalogue: a new mode earns its place by passing it.
import { setTimeout as sleep } from 'node:timers/promises';
import { catalogue, isPortable, type Mode } from '@scale-out-lab/core';
import { describe, expect, it } from 'vitest';
import { startTestCluster } from './testing/build-test-app.js';
import {
  type Credential,
  credentialIn,
  demoUser,
  getMe,
  logIn,
  postLogin,
  postLogout,
} from './testing/client.js';

const { one, two, build } = await startTestCluster();

describe.each(catalogue)('$name', (mode) => {
  const { name, credential: kind } = mode;
  const scheme = kind === 'jwt' ? /^Bearer realm="scale-out-lab"/ : /^Cookie realm="scale-out-lab"/;

  it('knows the user on the instance that logged them in', async () => {
    const answer = await getMe(one, name, await logIn(one, name));
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({
      username: 'vu-0001',
      name: 'Virtual user 0001',
      issuedBy: 'api-1',
      servedBy: 'api-1',
    });
    expect(answer.headers['x-instance-id']).toBe('api-1');
    expect(answer.headers['server-timing']).toMatch(/verify;dur=[\d.]+.*total;dur=[\d.]+/);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  if (isPortable(mode)) {
    it('knows the user on another instance', async () => {
      const answer = await getMe(two, name, await logIn(one, name));
      expect(answer.json()).toMatchObject({ username: 'vu-0001', issuedBy: 'api-1', servedBy: 'api-2' });
    });
  }

  if (!isPortable(mode)) {
    it('is refused by another instance, which names the issuer', async () => {
      const answer = await getMe(two, name, await logIn(one, name));
      expect(answer.statusCode).toBe(401);
      expect(answer.headers['content-type']).toContain('application/problem+json');
      expect(answer.json()).toMatchObject({ status: 401, issuedBy: 'api-1', servedBy: 'api-2' });
      expect(answer.json().code).toBe(
        kind === 'session' && mode.keys === 'shared' ? 'unknown-session' : 'bad-signature',
      );
      expect(answer.json().detail).toContain('api-1');
    });
  }

  it('gives a new credential at each log-in, even to a request that carries one', async () => {
    const first = await logIn(one, name);
    const second = await logIn(one, name, first);
    expect(second).not.toEqual(first);
    expect((await getMe(one, name, second)).statusCode).toBe(200);
  });

  if (kind === 'session') {
    it('sets its cookie out of reach of scripts and of other sites', async () => {
      const { cookies } = await postLogin(one, name);
      expect(cookies.map((each) => each.name)).toContain(`sid-${name}`);
      for (const cookie of cookies)
        expect(cookie, cookie.name).toMatchObject({ path: '/', httpOnly: true, sameSite: 'Lax' });
    });
  }

  if (kind === 'session') {
    it('does not adopt a session ID of the client', async () => {
      const forged = `sid-${name}=${'A'.repeat(32)}.api-1.${'B'.repeat(43)}`;
      const credential = await logIn(one, name, { cookie: forged });
      // Eight of the 32 letters: a random ID or signature has four in a row once in 250,000 log-ins.
      expect(JSON.stringify(credential)).not.toContain('A'.repeat(8));
    });
  }

  it('answers a request without a credential with the challenge of the mode', async () => {
    const answer = await getMe(one, name);
    expect(answer.statusCode).toBe(401);
    expect(answer.json().code).toBe('missing-credential');
    expect(answer.headers['www-authenticate']).toMatch(scheme);
    expect(answer.headers['www-authenticate']).not.toContain('error=');
  });

  it.each(mangled)(
    'refuses a credential that is %s, and accepts the next good one',
    async (_what, mangle) => {
      const good = await logIn(one, name);
      const bad = Object.fromEntries(Object.entries(good).map(([header, value]) => [header, mangle(value)]));
      const refusal = await getMe(one, name, bad as Credential);
      expect(refusal.statusCode).toBe(401);
      expect(refusal.headers['content-type']).toContain('application/problem+json');
      expect(refusal.json().code).toMatch(/^(malformed|bad-signature|missing-credential)$/);
      expect(refusal.headers['www-authenticate']).toMatch(scheme);
      expect((await getMe(one, name, good)).statusCode).toBe(200);
    },
  );

  it('gives the same answer to a wrong password and to an unknown user', async () => {
    const wrong = await postLogin(one, name, { ...demoUser, password: 'not it' });
    const unknown = await postLogin(one, name, { username: 'nobody', password: 'demo' });
    expect(wrong.statusCode).toBe(401);
    expect(wrong.json().code).toBe('invalid-credentials');
    expect(unknown.json()).toEqual(wrong.json());
    expect(wrong.headers['www-authenticate']).toMatch(scheme);
    expect(wrong.cookies).toEqual([]);
  });

  it('refuses a copy after a log-out, as far as the mode can', async () => {
    const credential = await logIn(one, name);
    const answer = await postLogout(one, name, credential);
    expect(answer.statusCode).toBe(200);
    // A copy of the session is accepted a while longer.
    const isGone = kind === 'session' && !mode.cacheSeconds;
    expect(answer.json().revoked).toBe(isGone || isDenylist(mode, 'redis'));
    const isRefused = kind === 'session' || isDenylist(mode);
    expect((await getMe(one, name, credential)).statusCode).toBe(isRefused ? 401 : 200);
  });
});

it('a log-in ends at its expiry', async () => {
  // A token issued late in a second loses the rest of that second: `iat` and `exp` are whole seconds.
  const lifeSeconds = 8;
  const brief = await build('brief', {
    jwtTtlSeconds: lifeSeconds,
    sessionTtlSeconds: lifeSeconds,
    accessTtlSeconds: lifeSeconds,
  });
  async function outlive({ name, credential: kind }: Mode) {
    const credential = credentialIn(await postLogin(brief, name));
    expect((await getMe(brief, name, credential)).statusCode, name).toBe(200);
    await sleep(lifeSeconds * 1000 + 100);
    const late = await getMe(brief, name, credential);
    expect(late.statusCode, name).toBe(401);
    expect(late.json().code, name).toBe(kind === 'jwt' ? 'expired' : 'unknown-session');
  }
  // Every mode waits at the same time.
  await Promise.all(catalogue.map(outlive));
});

/** Whether tokens are checked against revocations: in this state, or in any. */
function isDenylist({ credential, state, refresh }: Mode, where: Mode['state'] = state): boolean {
  return credential === 'jwt' && state !== 'none' && state === where && !refresh;
}

const mangled: [string, (value: string) => string][] = [
  ['empty', (value) => value.replace(/(=|Bearer ).*/, '$1')],
  ['cut', (value) => value.slice(0, -20)],
  ['followed by itself', (value) => value + value.replace(/^(sid-[\w-]+=|Bearer )/, '')],
  ['sent twice', (value) => (value.startsWith('sid-') ? `${value}; ${value}` : `${value}, ${value}`)],
  ['16 kB long', (value) => value + 'A'.repeat(16_384)],
  ['signed by someone else', (value) => value.slice(0, -43) + 'A'.repeat(43)],
  ['in another alphabet', (value) => value.replace(/(=|Bearer ).*/, '$1%F0%9F%8D%AA')],
];
