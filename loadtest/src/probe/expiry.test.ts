import type { Observations, UserChecks } from '@scale-out-lab/core/wire';
import { describe, expect, it } from 'vitest';
import { judgeProbe } from './diagnose.js';
import { findLifetime, setExpiredAside } from './expiry.js';

/** Log-ins with one check every 100 ms: + succeeds, - is refused. */
function usersOf(checks: string, logIns = 12): readonly UserChecks[] {
  const each = Array.from(checks, (sign, at) => ({
    outcome: sign === '+' ? ('ok' as const) : ('logged-out' as const),
    answer: { status: sign === '+' ? 200 : 401, headers: {}, body: '' },
    ageMs: at * 100,
  }));
  return Array.from({ length: logIns }, () => ({ part: 'pinned-fresh' as const, checks: each }));
}

function judge(checks: string, lifetimeSeconds: number | undefined) {
  const seen: Observations = {
    form: { kind: 'token', framework: null },
    cookieNames: [],
    users: setExpiredAside(usersOf(checks), lifetimeSeconds),
    issuerOffsets: [],
    lifetimeSeconds,
    logIns: { sent: 12, failed: [], requestsEach: 1 },
    affinityCookies: [],
    isWatch: false,
    limited: 0,
  };
  const { verdict, reason, requests, failureRate, diagnoses } = judgeProbe(seen, true, 0.05);
  const causes = diagnoses.map(({ cause, confidence }) => `${cause} ${confidence}`);
  return { verdict, reason, requests, failureRate, causes, evidence: diagnoses[0]?.evidence };
}

const good = '+'.repeat(20);
const refused = '-'.repeat(20);

describe('a credential that ends during the probe', () => {
  it('is no fault if it states its end, and the verdict rests on the checks before', () => {
    expect(judge(good + refused, 3)).toEqual({
      verdict: 'healthy',
      reason: null,
      requests: 240,
      failureRate: 0,
      causes: ['expiry confirmed', 'healthy confirmed'],
      evidence: [
        'The credential states 3 s. 240 refused checks came after that, and count neither as failed nor as succeeded.',
      ],
    });
  });

  it('is a likely expiry, and broken, if it states no end', () => {
    const { verdict, failureRate, causes } = judge(good + refused, undefined);
    expect({ verdict, failureRate, causes }).toEqual({
      verdict: 'broken',
      failureRate: 0.5,
      causes: ['expiry likely'],
    });
  });

  it('does not hide a fault before its end', () => {
    const { verdict, requests, causes } = judge(`${'+--'.repeat(7)}${refused}`, 3);
    expect({ verdict, requests, causes }).toEqual({
      verdict: 'broken',
      requests: 240,
      causes: ['own-signing-keys likely', 'expiry confirmed'],
    });
  });

  it('leaves the verdict undecided if too few checks came before its end', () => {
    const { verdict, reason } = judge(`++++${refused}`, 1.4);
    expect(verdict).toBe('undecided');
    expect(reason).toContain('The credential ends after 1.4 s; log in more often with --users');
  });
});

it('an expiry after the end of the probe changes nothing', () => {
  const { evidence, ...beyond } = judge(good, 600);
  const { evidence: _, ...endless } = judge(good, undefined);
  expect(beyond).toEqual(endless);
  expect(beyond).toMatchObject({ verdict: 'healthy', causes: ['healthy confirmed'] });
});

it('a log-in that ends long before its stated end is not called expired by it', () => {
  expect(judge(good + refused, 600)).toMatchObject({ verdict: 'broken', causes: ['expiry likely'] });
});

describe('the lifetime that a log-in states', () => {
  it.each([
    ['that of the token, whatever the cookies say', { token: 600, cookies: [1] }, 600],
    ['that of the cookie', { token: undefined, cookies: [3] }, 3],
    ['not that of a cookie after whose end checks succeed', { token: undefined, cookies: [1, 3] }, 3],
    ['none, if every cookie with an end is needless', { token: undefined, cookies: [1] }, undefined],
    ['none without an end', { token: undefined, cookies: [] }, undefined],
  ])('is %s', (_what, stated, expected) => {
    expect(findLifetime(stated, usersOf(good + refused))).toBe(expected);
  });
});
