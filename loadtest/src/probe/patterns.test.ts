import type { Observations } from '@scale-out-lab/core/wire';
import { expect, it } from 'vitest';
import { compareKeys, findPatterns } from './patterns.js';

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
  // Too few checks to determine the end, which still counts.
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

/** Which instance issued each credential, and how many of its checks each instance answers. */
const credentials = (issuers: readonly number[], size: number, failing: (issuer: number) => number) =>
  issuers.map((issuer) => ({ size, hits: Math.round(size * failing(issuer)) }));
const eachRefuses = (instances: number) => () => 1 - 1 / instances;
/** The first instance differs. */
const firstDiffers = (instances: number) => (issuer: number) =>
  issuer === 0 ? 1 - 1 / instances : 1 / instances;

it.each([
  ['every instance of three refuses the others', credentials([0, 1, 2, 1], 30, eachRefuses(3)), 'each'],
  ['every instance of two refuses the other', credentials([0, 1, 0, 1, 0, 1], 30, eachRefuses(2)), 'each'],
  ['one instance of three differs', credentials([0, 0, 0, 1, 2, 1], 30, firstDiffers(3)), 'one'],
  ['one instance of five differs', credentials([0, 1, 2, 3, 4, 4], 30, firstDiffers(5)), 'one'],
  ['one instance of three differs, seen by few', credentials([0, 0, 1, 2], 6, firstDiffers(3)), 'unclear'],
])('where %s, the failures of each credential show it', (_what, clusters, expected) => {
  const log = compareKeys(clusters);
  expect(log > 2 ? 'one' : log < -2 ? 'each' : 'unclear').toBe(expected);
});

it('one credential or none does not show whether one instance differs', () => {
  expect(Math.abs(compareKeys(credentials([0], 300, eachRefuses(3))))).toBeLessThan(2);
  expect(compareKeys([])).toBe(0);
});
