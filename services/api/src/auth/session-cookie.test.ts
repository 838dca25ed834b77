import { describe, expect, it } from 'vitest';
import { expectRandomBits } from '../testing/client.js';
import { createSessionId, explainRefusal } from './session-cookie.js';

describe('a session ID', () => {
  it('has 192 random bits', () =>
    expectRandomBits(192, () => Buffer.from(createSessionId('api-1').split('.')[0] ?? '', 'base64url')));
});

describe('the reason for a refusal', () => {
  const value = `${createSessionId('api-1')}.${'A'.repeat(43)}`;
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
    [{ isSigned: () => false }, 'bad-signature', 'api-2 has no secret that made its signature'],
    [{ value: 'nonsense' }, 'malformed', 'not one that this mode sets'],
    [{ value: undefined }, 'missing-credential', 'no cookie "sid"'],
  ])('with %o is %s', (differently, code, words) => {
    const refusal = explainRefusal({ ...refused, ...differently });
    expect(refusal.code).toBe(code);
    expect(refusal.detail).toContain(words);
  });
});
