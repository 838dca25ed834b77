import type { Observations } from '@scale-out-lab/core/wire';
import { expect, it } from 'vitest';
import { findPatterns } from './patterns.js';

/** Six log-ins with these checks: + is accepted, - is refused. */
function patternsOf(checks: string) {
  const each = Array.from(checks, (sign, at) => ({
    outcome: sign === '+' ? ('ok' as const) : ('logged-out' as const),
    answer: { status: sign === '+' ? 200 : 401, headers: {}, body: '' },
    failure: undefined,
    ageMs: at,
  }));
  const users = Array.from({ length: 6 }, () => ({ part: 'pinned-fresh' as const, checks: each }));
  return findPatterns({ cookieNames: [], users } as unknown as Observations);
}

it.each([
  ['+++++-----', false, 5],
  // Too few checks to say when it ended, and it ended all the same.
  ['+---------', false, undefined],
  ['+++++++++-', false, undefined],
  ['+-+-+-+-+-', true, undefined],
  ['---------+', true, undefined],
])(
  'of log-ins with the checks %s it is %s that they are refused in turn, and they end at %s',
  (checks, isMixed, end) => {
    const { endedAtMs, ...patterns } = patternsOf(checks);
    expect(patterns.isMixed).toBe(isMixed);
    expect(endedAtMs[0]).toBe(end);
  },
);
