import type { Observations } from '@scale-out-lab/core/wire';
import { expect, it } from 'vitest';
import { findPatterns } from './patterns.js';
import { rules } from './rules.js';

/** Tokens of these issuers, of which the first instance of three alone refuses the others and is refused by them. */
function seeOneOldKey(issuers: readonly number[], checksOfEach: number): Observations {
  const users = issuers.map((issuer) => ({
    part: 'pinned-fresh' as const,
    checks: Array.from({ length: checksOfEach }, (_, at) => {
      const isOk = (at % 3 === 0) === (issuer === 0);
      const answer = { status: isOk ? 200 : 401, headers: {}, body: '{"error":"invalid signature"}' };
      return { outcome: isOk ? 'ok' : 'logged-out', answer, failure: undefined, ageMs: at };
    }),
  }));
  return { cookieNames: [], form: { kind: 'token' }, issuerOffsets: [], users } as unknown as Observations;
}

it.each([
  ['few log-ins and checks', [0, 0, 1, 2], 6, 'likely', 'cannot-tell'],
  ['many', [0, 0, 1, 1, 2, 2, 1, 2, 0, 2, 1, 0], 60, undefined, 'confirmed'],
] as const)(
  'one old key, seen by %s, is not taken for a key of each instance',
  (_what, issuers, checksOfEach, ownKeys, oldKey) => {
    const seen = seeOneOldKey(issuers, checksOfEach);
    const patterns = findPatterns(seen);
    expect(rules['own-signing-keys']?.(seen, patterns)?.confidence).toBe(ownKeys);
    expect(rules['stale-key']?.(seen, patterns)?.confidence).toBe(oldKey);
  },
);

/** Cookies of these names, accepted by one of two instances. */
function seeCookies(cookieNames: readonly string[], refusal: string): Observations {
  const users = [0, 1, 0, 1, 0, 1].map((issuer) => ({
    part: 'pinned-fresh' as const,
    checks: Array.from({ length: 60 }, (_, at) => {
      const isOk = at % 2 === issuer;
      const answer = { status: isOk ? 200 : 401, headers: {}, body: isOk ? '' : refusal };
      return { outcome: isOk ? 'ok' : 'logged-out', answer, failure: undefined, ageMs: at };
    }),
  }));
  const form = { kind: 'sealed', framework: null };
  return { cookieNames, form, issuerOffsets: [], users } as unknown as Observations;
}

it.each([
  ['the only cookie, in JSON', ['session', 'session.sig'], 'Log in.', 'confirmed', undefined],
  ['one cookie of two, in JSON', ['prefs', 'sid'], 'Log in.', 'likely', undefined],
  [
    'one cookie of two, and an unknown session',
    ['prefs', 'sid'],
    '{"error":"unknown session"}',
    undefined,
    'confirmed',
  ],
] as const)('%s, shows as much as it can', (_what, names, refusal, ownSecret, inMemory) => {
  const seen = seeCookies(names, refusal);
  const patterns = findPatterns(seen);
  expect(rules['own-cookie-secret']?.(seen, patterns)?.confidence).toBe(ownSecret);
  expect(rules['state-in-memory']?.(seen, patterns)?.confidence).toBe(inMemory);
});

it.each([
  [{ ok: 39, timeouts: 1, refused: 0 }, 'not-revoked'],
  [{ ok: 20, timeouts: 0, refused: 20 }, 'logout-misses'],
  [{ ok: 0, timeouts: 1, refused: 39 }, undefined],
  [{ ok: 9, timeouts: 31, refused: 0 }, undefined],
] as const)('checks after a log-out (%j) show %s', ({ ok, timeouts, refused }, cause) => {
  const checks = (outcome: string, count: number) => Array.from({ length: count }, () => ({ outcome }));
  const afterLogOut = [
    ...checks('ok', ok),
    ...checks('no-answer', timeouts),
    ...checks('logged-out', refused),
  ];
  const seen = { ...seeOneOldKey([], 0), afterLogOut } as unknown as Observations;
  const patterns = { failureRate: 0 } as ReturnType<typeof findPatterns>;
  const found = (['not-revoked', 'logout-misses'] as const).filter((each) => rules[each]?.(seen, patterns));
  expect(found).toEqual(cause ? [cause] : []);
});
