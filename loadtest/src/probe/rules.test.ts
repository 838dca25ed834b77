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
