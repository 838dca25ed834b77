// The use of a stolen credential in each mode: predicted from the axes, and here by hand for three instances.
import { describe, expect, it } from 'vitest';
import {
  accepts,
  countAcceptingAfterLogOut,
  type Expectation,
  missesLogOut,
  modeNamed,
  predictAcceptedCredentials,
  predictCopiesAfterFirstLogOut,
  predictCopyLife,
  predictCopyReach,
  predictCredentialBytes,
  predictFirstRefusal,
  predictGuesses,
  predictGuessesWithCookies,
  predictLeftByExclusive,
  predictLiveAfterLogOut,
  predictLiveLogIns,
  predictLossAfterExclusive,
  predictMissedLogOuts,
  predictOverstay,
  predictReadableClaims,
  predictRefusedExclusive,
  shareOfMissedLogOuts,
} from '../index.js';

const rangeOf = ({ predicted }: Expectation) => predicted;
const conditions = { instances: 3, lifeSeconds: 8, clockSpreadSeconds: 0 };

/**
 * Of three instances, `after` a log-out accept a copy, for `life` seconds. Of sixty first log-outs through the balancer, so many
 * are `missed`, and so many `copies` stay valid: 40 of 60, with a standard deviation of √(60 × 2/3 × 1/3) = 3.65.
 * A mode that is added to the catalogue needs no row here.
 */
const logOuts = {
  'session-memory': { after: 0, life: [0, 0], missed: [25, 53], copies: [25, 53] },
  'session-sticky': { after: 0, life: [0, 0], missed: [0, 0], copies: [0, 0] },
  'session-redis': { after: 0, life: [0, 0], missed: [0, 0], copies: [0, 0] },
  'session-redis-cached': { after: 3, life: [3.5, 5], missed: [0, 0], copies: [60, 60] },
  'session-redis-own-keys': { after: 0, life: [0, 0], missed: [25, 53], copies: [25, 53] },
  'jwt-own-keys': { after: 1, life: [6.5, 8], missed: [25, 53], copies: [60, 60] },
  'jwt-shared-key': { after: 3, life: [6.5, 8], missed: [0, 0], copies: [60, 60] },
  'jwt-published-keys': { after: 3, life: [6.5, 8], missed: [0, 0], copies: [60, 60] },
  'jwt-denylist': { after: 0, life: [0, 0], missed: [0, 0], copies: [0, 0] },
  'jwt-denylist-memory': { after: 2, life: [6.5, 8], missed: [0, 0], copies: [60, 60] },
  'jwt-refresh': { after: 3, life: [6.5, 8], missed: [0, 0], copies: [60, 60] },
} as const;

/** Of ten exclusive log-ins at the same time; guesses at one password with a limit of five; readable claims. */
const logIns = {
  'session-memory': { left: 3, accepted: 3, refused: 0, loss: 1 - 0.3 / 3, guesses: 15, claims: 0 },
  'session-sticky': { left: 3, accepted: 3, refused: 0, loss: 1 - 0.3 / 3, guesses: 15, claims: 0 },
  'session-redis': { left: 1, accepted: 1, refused: 0, loss: 0.9, guesses: 5, claims: 0 },
  'session-redis-cached': { left: 1, accepted: 10, refused: 0, loss: 0, guesses: 5, claims: 3 },
  'session-redis-own-keys': { left: 1, accepted: 1, refused: 0, loss: 29 / 30, guesses: 5, claims: 0 },
  'jwt-own-keys': { left: 10, accepted: 10, refused: 10, loss: 2 / 3, guesses: 15, claims: 11 },
  'jwt-shared-key': { left: 10, accepted: 10, refused: 10, loss: 0, guesses: 15, claims: 11 },
  'jwt-published-keys': { left: 10, accepted: 10, refused: 10, loss: 0, guesses: 15, claims: 11 },
  'jwt-denylist': { left: 1, accepted: 1, refused: 0, loss: 0.9, guesses: 5, claims: 11 },
  // Seven of ten tokens are ended, each on one instance of three.
  'jwt-denylist-memory': { left: 10, accepted: 10, refused: 0, loss: 7 / 30, guesses: 15, claims: 11 },
  'jwt-refresh': { left: 1, accepted: 10, refused: 0, loss: 0, guesses: 5, claims: 12 },
} as const satisfies Record<keyof typeof logOuts, unknown>;

const names = Object.keys(logOuts) as (keyof typeof logOuts)[];
const byHand = names.map((name) => ({ name, ...logOuts[name], ...logIns[name] }));

describe.each(byHand)('$name', ({ name, after, life, left, accepted, refused, loss }) => {
  it(`after a log-out ${after} of 3 instances accept a copy, for ${life} s`, () => {
    expect(countAcceptingAfterLogOut(modeNamed(name), 3)).toBe(after);
    expect(rangeOf(predictCopyReach(modeNamed(name), conditions).instances)).toEqual([after, after]);
    expect(rangeOf(predictCopyReach(modeNamed(name), conditions).share)).toEqual([after / 3, after / 3]);
    expect(rangeOf(predictCopyLife(modeNamed(name), conditions))).toEqual(life);
    expect(rangeOf(predictLiveAfterLogOut(modeNamed(name), 3, 400))).toEqual(after > 0 ? [400, 400] : [0, 0]);
  });

  it(`the number of accepting instances is the sum over the instances`, () => {
    const served = { issuer: 'api-1', loggedOutAt: 'api-1' };
    const accepting = ['api-1', 'api-2', 'api-3'].filter((instance) =>
      accepts(modeNamed(name), instance, served),
    );
    expect(accepting).toHaveLength(after);
  });

  it(`of ten simultaneous exclusive log-ins ${left} survive`, () => {
    const given = { logIns: 10, instances: 3, issuers: 3 };
    expect(rangeOf(predictLiveLogIns(modeNamed(name), given))).toEqual([left, left]);
    expect(rangeOf(predictAcceptedCredentials(modeNamed(name), given))).toEqual([accepted, accepted]);
    expect(rangeOf(predictRefusedExclusive(modeNamed(name), 10))).toEqual([refused, refused]);
    expect(predictLossAfterExclusive(modeNamed(name), given)).toBeCloseTo(loss, 12);
  });
});

describe.each(byHand)('guesses at the password of one user of $name', ({ name, guesses }) => {
  const given = { instances: 3, limit: 5 };

  it(`are checked up to the limit, by each instance unless they share a store: ${guesses}`, () => {
    expect(rangeOf(predictGuesses(modeNamed(name), given))).toEqual([guesses, guesses]);
  });

  it('reach one instance if the guesser keeps the affinity cookie', () => {
    const checked = name === 'session-sticky' ? 5 : guesses;
    expect(rangeOf(predictGuessesWithCookies(modeNamed(name), given))).toEqual([checked, checked]);
  });
});

describe('the first log-out, sent once through the balancer', () => {
  it.each(byHand)('is refused for $missed of 60 users of $name', ({ name, missed }) => {
    expect(rangeOf(predictMissedLogOuts(modeNamed(name), 3, 60))).toEqual(missed);
  });

  it.each(byHand)('leaves $copies of 60 copies valid in $name', ({ name, copies }) => {
    expect(rangeOf(predictCopiesAfterFirstLogOut(modeNamed(name), 3, 60))).toEqual(copies);
  });

  it('is refused in N−1 of N cases where only the issuer accepts it', () => {
    expect(shareOfMissedLogOuts(modeNamed('session-memory'), 9)).toBeCloseTo(8 / 9, 12);
  });

  it('is never refused on a single instance', () => {
    for (const name of names) expect(rangeOf(predictMissedLogOuts(modeNamed(name), 1, 60))).toEqual([0, 0]);
    expect(rangeOf(predictCopiesAfterFirstLogOut(modeNamed('jwt-denylist-memory'), 1, 60))).toEqual([0, 0]);
  });
});

describe('one instance', () => {
  it('a denylist in the memory of the only instance works like a shared one', () => {
    const own = modeNamed('jwt-denylist-memory');
    expect(countAcceptingAfterLogOut(own, 1)).toBe(0);
    const given = { logIns: 10, instances: 1, issuers: 1 };
    expect(rangeOf(predictLiveLogIns(own, given))).toEqual([1, 1]);
    expect(predictLossAfterExclusive(own, given)).toBeCloseTo(0.9, 12);
  });
});

it('a copy outlives the log-out for less time if the log-out is slow, unless all instances refuse it', () => {
  const slow = { ...conditions, logOutDelaySeconds: 1.25 };
  expect(rangeOf(predictCopyLife(modeNamed('jwt-shared-key'), slow))).toEqual([5.75, 8]);
  expect(rangeOf(predictCopyLife(modeNamed('session-redis'), slow))).toEqual([0, 0]);
  expect(rangeOf(predictCopyLife(modeNamed('session-redis-cached'), slow))).toEqual([2.75, 5]);
});

describe('clocks', () => {
  it('a slow clock accepts a copy for longer', () => {
    const apart = { ...conditions, clockSpreadSeconds: 30 };
    expect(rangeOf(predictCopyLife(modeNamed('jwt-shared-key'), apart))).toEqual([6.5, 38]);
    expect(rangeOf(predictCopyLife(modeNamed('jwt-denylist'), apart))).toEqual([0, 0]);
    // The issuer refuses it, and the clocks of all others may be ahead.
    expect(rangeOf(predictCopyLife(modeNamed('jwt-denylist-memory'), apart))).toEqual([0, 38]);
  });

  it('a token is never accepted after its expiry, a session within the second', () => {
    expect(rangeOf(predictOverstay(modeNamed('jwt-shared-key')))).toEqual([0, 0]);
    expect(rangeOf(predictOverstay(modeNamed('session-redis')))).toEqual([0, 1]);
    expect(rangeOf(predictFirstRefusal())).toEqual([0, 1.5]);
  });
});

describe('exposure', () => {
  it('a session has no readable claims, a token eleven, with a family twelve', () => {
    for (const { name, claims } of byHand)
      expect(rangeOf(predictReadableClaims(modeNamed(name))), name).toEqual([claims, claims]);
    expect(predictReadableClaims(modeNamed('jwt-refresh')).explanation).toContain(' sid, ');
  });

  it('a session cookie has fewer than 200 bytes, a token several hundred', () => {
    const given = { username: 'vu-0001', instances: ['api-1', 'api-2'], isTls: false };
    // Cookie: sid-session-memory=<32>.api-1.<43>: 8 + 19 + 32 + 1 + 5 + 1 + 43.
    expect(rangeOf(predictCredentialBytes(modeNamed('session-memory'), given))).toEqual([118, 138]);
    // __Host- has 7 characters.
    const overTls = { ...given, isTls: true };
    expect(rangeOf(predictCredentialBytes(modeNamed('session-memory'), overTls))).toEqual([125, 145]);
    const [low, high] = rangeOf(predictCredentialBytes(modeNamed('jwt-shared-key'), given));
    expect([low > 400, high < 900]).toEqual([true, true]);
  });

  it('a token with an elliptic-curve signature is 43 bytes longer than one with a MAC', () => {
    const given = { username: 'vu-0001', instances: ['api-1'], isTls: false };
    const same = { ...modeNamed('jwt-shared-key'), name: 'jwt-published-keys' };
    const [mac] = rangeOf(predictCredentialBytes(same, given));
    const [ecdsa] = rangeOf(predictCredentialBytes(modeNamed('jwt-published-keys'), given));
    // base64url of 32 and of 64 bytes: 43 and 86 characters.
    expect(ecdsa - mac).toBe(43);
  });
});

it.each([
  // Two of the four are of the instance that serves the last log-in: it ends the first of them.
  ['session-memory', 3],
  ['session-sticky', 3],
  ['session-redis', 1],
  ['jwt-denylist', 1],
  // The other instances still accept a log-in that one has ended.
  ['jwt-denylist-memory', 4],
  ['jwt-refresh', 4],
  ['jwt-shared-key', 4],
])('of four log-ins in %s, an exclusive last one leaves %i', (name, left) => {
  const issuers = ['api-1', 'api-2', 'api-3', 'api-1'];
  expect(rangeOf(predictLeftByExclusive(modeNamed(name), issuers, 3))).toEqual([left, left]);
});

it.each([
  ['session-memory', 401, 'api-3', true],
  ['session-memory', 401, 'api-2', false],
  ['session-memory', 200, 'api-2', false],
  ['session-redis', 401, 'api-3', false],
])('a log-out in %s with the answer %i from %s misses: %s', (name, status, servedBy, isMissed) => {
  expect(missesLogOut(modeNamed(name), { status, servedBy, issuedBy: 'api-2' })).toBe(isMissed);
});
