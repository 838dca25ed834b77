import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogue, modeNamed } from '../index.js';
import {
  clients,
  expectLoss,
  predictFailureRate,
  predictionReason,
  predictLoggedOutByPageLoad,
  predictLogInsPerSuccess,
} from './prediction.js';

describe('a pinned client', () => {
  const losing = ['session-memory', 'session-redis-own-keys', 'jwt-own-keys'];
  const portable = ['session-sticky', 'session-redis', 'jwt-shared-key', 'jwt-published-keys'];
  portable.push('jwt-denylist', 'jwt-denylist-memory', 'jwt-refresh');

  it.each([
    [1, 0],
    [2, 1 / 2],
    [3, 2 / 3],
    [5, 4 / 5],
  ])(
    'loses (N−1)/N with %i instances where the credential is not portable, and nothing elsewhere',
    (instances, lost) => {
      const rateOf = (name: string) =>
        predictFailureRate(modeNamed(name), 'pinned', { instances, requestsPerUser: 10 });
      for (const name of losing) expect(rateOf(name), name).toBeCloseTo(lost, 12);
      for (const name of portable) expect(rateOf(name), name).toBe(0);
    },
  );
});

describe('a browser', () => {
  it('keeps a session for one request in three on three instances, then has lost it', () => {
    // By hand: 1/3 + 1/9 = 4/9 successes in two requests.
    const rate = predictFailureRate(modeNamed('session-memory'), 'browser', {
      instances: 3,
      requestsPerUser: 2,
    });
    expect(rate).toBeCloseTo(1 - 4 / 18, 12);
  });

  it('has 1/(N−1) successes per log-in, however many requests follow', () => {
    const requestsPerUser = 1000;
    const rate = predictFailureRate(modeNamed('session-memory'), 'browser', {
      instances: 3,
      requestsPerUser,
    });
    expect((1 - rate) * requestsPerUser).toBeCloseTo(1 / 2, 9);
  });

  it('with a token loses as much as a pinned client, since no answer deletes it', () => {
    const conditions = { instances: 5, requestsPerUser: 40 };
    expect(predictFailureRate(modeNamed('jwt-own-keys'), 'browser', conditions)).toBeCloseTo(4 / 5, 12);
  });
});

describe('a persistent client', () => {
  it('logs in N−1 times for each success', () => {
    expect(predictLogInsPerSuccess(modeNamed('session-memory'), 3)).toBe(2);
    expect(predictLogInsPerSuccess(modeNamed('session-redis'), 3)).toBe(0);
  });
});

it('every predicted rate is a share, and 0 with one instance', () => {
  const anyMode = fc.constantFrom(...catalogue);
  const anyClient = fc.constantFrom(...clients);
  const conditions = fc.record({
    instances: fc.integer({ min: 1, max: 50 }),
    requestsPerUser: fc.integer({ min: 1, max: 500 }),
  });
  fc.assert(
    fc.property(anyMode, anyClient, conditions, (each, client, given) => {
      const rate = predictFailureRate(each, client, given);
      expect(rate).toBeGreaterThanOrEqual(0);
      expect(rate).toBeLessThan(1);
      if (given.instances === 1) expect(rate).toBe(0);
    }),
  );
});

it.each([
  ['session-memory', 'pinned', 3, 'remembers'],
  ['session-memory', 'browser', 3, 'cookie-taken'],
  ['session-memory', 'browser', 1, 'alone'],
  ['session-sticky', 'browser', 3, 'sticky'],
  ['session-redis', 'browser', 3, 'portable'],
  ['session-redis-own-keys', 'pinned', 3, 'holds-key'],
  ['session-redis-own-keys', 'browser', 3, 'cookie-taken'],
  ['jwt-own-keys', 'browser', 3, 'holds-key'],
  ['jwt-shared-key', 'pinned', 5, 'portable'],
] as const)(
  'the prediction of %s with a %s client on %i instances has the reason %s',
  (name, model, instances, expected) => {
    expect(predictionReason(modeNamed(name), model, instances)).toBe(expected);
  },
);

const predict = (name: string, instances: number, pageLoads = 150) => {
  const mode = modeNamed(name);
  return predictLoggedOutByPageLoad(mode, instances, pageLoads).predicted;
};

it.each(['session-sticky', 'session-redis', 'jwt-shared-key', 'jwt-refresh'])(
  'a page load logs out no browser in %s',
  (name) => expect(predict(name, 3)).toEqual([0, 0]),
);

// 150 × 2/3 = 100, with a standard deviation of √(150 × 2/3 × 1/3) = 5.77, and half a point for the balancer.
it.each(['session-memory', 'jwt-own-keys', 'session-redis-own-keys'])(
  'two thirds, give or take chance, meet another instance in %s',
  (name) => expect(predict(name, 3)).toEqual([76, 122]),
);

it('a page load with a single instance logs out no browser', () =>
  expect(predict('session-memory', 1)).toEqual([0, 0]));

it('a page load logs out at most all browsers', () =>
  expect(predict('session-memory', 3, 3)).toEqual([0, 3]));

describe('the expected loss of one request', () => {
  it('is the same for every request of a pinned client', () => {
    for (const nth of [1, 2, 50])
      expect(expectLoss(modeNamed('session-memory'), 'pinned', 3, nth)).toBeCloseTo(2 / 3, 9);
  });

  it('is 1 − 1/Nⁿ for the n-th request of a browser, which has its cookie only if it never missed', () => {
    expect(expectLoss(modeNamed('session-memory'), 'browser', 3, 1)).toBeCloseTo(2 / 3, 12);
    expect(expectLoss(modeNamed('session-memory'), 'browser', 3, 2)).toBeCloseTo(8 / 9, 12);
  });

  it('adds up to the predicted failure rate over the requests of one log-in', () => {
    const losses = Array.from({ length: 40 }, (_, index) =>
      expectLoss(modeNamed('session-memory'), 'browser', 3, index + 1),
    );
    const sum = losses.reduce((total, each) => total + each, 0);
    const conditions = { instances: 3, requestsPerUser: 40 };
    expect(sum / 40).toBeCloseTo(predictFailureRate(modeNamed('session-memory'), 'browser', conditions), 12);
  });

  it('is exactly 0 if no request should fail', () => {
    expect(expectLoss(modeNamed('session-redis'), 'browser', 3, 7)).toBe(0);
    expect(expectLoss(modeNamed('session-memory'), 'pinned', 1, 7)).toBe(0);
  });
});
