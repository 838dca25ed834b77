// The verdict, where parts of one probe differ.
import type { Check, Observations, UserChecks } from '@scale-out-lab/core/wire';
import { expect, it } from 'vitest';
import { judgeProbe } from './diagnose.js';

/** So many checks of one log-in; the first of them are refused, or got no answer. */
function user(
  part: UserChecks['part'],
  size: number,
  failures = 0,
  outcome: Check['outcome'] = 'logged-out',
) {
  const checks = Array.from({ length: size }, (_, at) => ({
    outcome: at < failures ? outcome : ('ok' as const),
    answer: undefined,
    failure: undefined,
    ageMs: at,
  }));
  return { part, checks };
}

function judge(users: readonly UserChecks[]) {
  const seen: Observations = {
    form: { kind: 'opaque', framework: null },
    cookieNames: ['sid'],
    users,
    issuerOffsets: [],
    lifetimeSeconds: undefined,
    logIns: { sent: 20, failed: [], requestsEach: 1 },
    affinityCookies: [],
    afterLogOut: undefined,
    refreshRace: undefined,
    notStored: undefined,
    identities: undefined,
    isWatch: false,
    limited: 0,
  };
  const { verdict, diagnoses } = judgeProbe(seen, true, 0.003);
  return [verdict, ...diagnoses.map(({ cause }) => cause)];
}

/** One of 4,800 checks, which is below the limit. */
const oneTimeout = [
  user('pinned-fresh', 300, 1, 'no-answer'),
  ...Array.from({ length: 15 }, () => user('pinned-fresh', 300)),
];

it('one failure of thousands does not hide that other addresses are refused', () => {
  const others = Array.from({ length: 12 }, () => user('other-addresses', 4, 4));
  expect(judge([...oneTimeout, ...others])).toEqual(['broken', 'affinity-by-address']);
});

it('one failure of thousands, and one of a browser, are healthy', () => {
  const browsers = Array.from({ length: 16 }, (_, at) => user('browser-fresh', 10, at === 0 ? 1 : 0));
  expect(judge([...oneTimeout, ...browsers])).toEqual(['healthy', 'healthy']);
});

it('a part that fails by far above the limit is not healthy, whatever the part before it shows', () => {
  const browsers = Array.from({ length: 16 }, () => user('browser-fresh', 10, 4, 'no-answer'));
  expect(judge([...oneTimeout, ...browsers])).toEqual(['undecided']);
});
