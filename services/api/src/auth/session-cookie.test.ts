import { Signer } from '@fastify/cookie';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { cookieRing } from '../keys/rings.js';
import { expectRandomBits } from '../testing/client.js';
import { cachedSigner, createSessionId, explainRefusal } from './session-cookie.js';

describe('a session ID', () => {
  it('a session ID has 192 random bits', () =>
    expectRandomBits(192, () =>
      Buffer.from(createSessionId('usertag1', 'api-1').split('.')[1] ?? '', 'base64url'),
    ));
});

describe('the reason for a refusal', () => {
  const value = `${createSessionId('usertag1', 'api-1')}.${'A'.repeat(43)}`;
  const refused = {
    cookieName: 'sid',
    value,
    isSigned: () => true,
    instanceId: 'api-2',
    isStoreShared: false,
  };

  it.each([
    [{}, 'unknown-session', 'api-1 created this session; api-2 has never seen it.'],
    [{ instanceId: 'api-1' }, 'unknown-session', 'api-1 created this session and no longer has it'],
    [{ isStoreShared: true }, 'unknown-session', 'it has ended or expired'],
    [{ isSigned: () => false }, 'bad-signature', 'api-2 does not have the secret that signed it'],
    [{ value: 'nonsense' }, 'malformed', 'not one that this mode sets'],
    [{ value: undefined }, 'missing-credential', 'no cookie "sid"'],
  ])('with %o is %s', (differently, code, words) => {
    const refusal = explainRefusal({ ...refused, ...differently });
    expect(refusal.code).toBe(code);
    expect(refusal.detail).toContain(words);
  });
});

const first = 'the first secret of the cookies of this test';
const second = 'the second one, which takes its place in time';

it('signs with the current secret, and accepts the signature of any secret', async () => {
  const ring = cookieRing(first);
  const signer = cachedSigner(ring);
  const old = signer.sign('id');
  expect(old).toBe(new Signer(first).sign('id'));
  await ring.replace({ current: second, accepted: [first] });
  expect(signer.sign('id')).toBe(new Signer(second).sign('id'));
  expect(signer.unsign(old)).toEqual({ valid: true, renew: true, value: 'id' });
});

it('the cache holds no signature of a retired secret', async () => {
  const ring = cookieRing(first);
  const signer = cachedSigner(ring);
  const old = signer.sign('id');
  for (let i = 0; i < 2; i++) expect(signer.unsign(old).valid).toBe(true);
  await ring.replace({ current: second, accepted: [] });
  expect(signer.unsign(old).valid).toBe(false);
  expect(signer.sign('id')).not.toBe(old);
});

it('caches good signatures only, since a client can invent any number of bad ones', () => {
  const signer = cachedSigner(cookieRing(first));
  const check = vi.spyOn(Signer.prototype, 'unsign');
  onTestFinished(() => check.mockRestore());
  const checksOf = (cookie: string) => {
    check.mockClear();
    for (let i = 0; i < 3; i++) signer.unsign(cookie);
    return check.mock.calls.length;
  };
  expect(checksOf(signer.sign('id'))).toBe(1);
  expect(checksOf(`id.${'A'.repeat(43)}`)).toBe(3);
});
