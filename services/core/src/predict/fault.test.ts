import { expect, it } from 'vitest';
import {
  diesWithInstance,
  diesWithRedis,
  type Mode,
  modeNamed,
  needsRedis,
  predictLoggedOutByRedisCrash,
  predictLoggedOutByRestart,
  predictLoggedOutByRetirement,
  predictLoggedOutByScaling,
  predictLostByStall,
  predictLostReadsWithoutRetry,
  predictLostWithoutRedis,
  predictMoved,
  predictRefusedByRetirement,
  predictRevivedByRedisCrash,
  predictSpread,
  predictWaiting,
  revivesWithRedis,
  shareOfStalled,
} from '../index.js';

/** By hand: logged out by a crash, by a Redis that restarts empty, and log-outs that this undoes. */
const byHand = [
  ['session-memory', 11, 0, 0],
  ['session-sticky', 11, 0, 0],
  ['session-redis', 0, 30, 0],
  ['session-redis-own-keys', 11, 30, 0],
  ['jwt-own-keys', 11, 0, 0],
  ['jwt-shared-key', 0, 0, 0],
  ['jwt-published-keys', 0, 0, 0],
  ['jwt-denylist', 0, 0, 7],
  ['jwt-denylist-memory', 0, 0, 0],
  ['jwt-refresh', 0, 30, 0],
] as const;

/** Of the modes in the table: a mode that is added to the catalogue needs no row here. */
const namesOf = (isSo: (mode: Mode) => boolean) =>
  byHand.map(([name]) => name).filter((name) => isSo(modeNamed(name)));
const population = { members: 30, issuedByLost: 11, loggedOut: 7 };

it('a log-in is lost with the instance or the Redis that holds its session or key', () => {
  expect(namesOf(diesWithInstance)).toEqual([
    'session-memory',
    'session-sticky',
    'session-redis-own-keys',
    'jwt-own-keys',
  ]);
  expect(namesOf(diesWithRedis)).toEqual(['session-redis', 'session-redis-own-keys', 'jwt-refresh']);
  expect(namesOf(revivesWithRedis)).toEqual(['jwt-denylist']);
});

it.each(byHand)(
  '%s: a crash logs %i out; Redis without its data %i, and brings %i back',
  (name, crash, redis, revived) => {
    expect(predictLoggedOutByRestart(modeNamed(name), population).predicted).toEqual([crash, crash]);
    expect(predictLoggedOutByRedisCrash(modeNamed(name), population, false).predicted).toEqual([
      redis,
      redis,
    ]);
    expect(predictRevivedByRedisCrash(modeNamed(name), population, false).predicted).toEqual([
      revived,
      revived,
    ]);
    expect(predictLoggedOutByRedisCrash(modeNamed(name), population, true).predicted).toEqual([0, 0]);
    expect(predictRevivedByRedisCrash(modeNamed(name), population, true).predicted).toEqual([0, 0]);
  },
);

it('a retired key invalidates the credentials that it has signed', () => {
  const refused = (ring: 'session' | 'jwt' | 'published') =>
    namesOf((each) => predictRefusedByRetirement(each, ring, 5).predicted[0] === 5);
  expect(refused('session')).toEqual(['session-memory', 'session-sticky', 'session-redis']);
  expect(refused('jwt')).toEqual(['jwt-shared-key', 'jwt-denylist', 'jwt-denylist-memory', 'jwt-refresh']);
  expect(refused('published')).toEqual(['jwt-published-keys']);
});

it('affinity moves the share of users of the added or removed instances', () => {
  // Of 100 at 39.5% and 40.5%, one result in 10,000 is not in 21 to 60 (exact tails); a tenth of 0.4 on either side.
  const [low, high] = predictMoved(modeNamed('session-sticky'), 3, 5, 100).predicted;
  expect(low).toBeCloseTo(0.17, 3);
  expect(high).toBeCloseTo(0.64, 3);
  expect(predictMoved(modeNamed('session-sticky'), 5, 3, 100).predicted[0]).toBeCloseTo(low, 12);
  expect(predictMoved(modeNamed('session-redis'), 3, 5, 100).predicted).toEqual([0, 0]);
});

it('one request more or less is no uneven share', () => {
  // Of 22 requests to five instances, one gets 5: 2.7 points more than a fifth.
  expect(predictSpread(22).predicted[1]).toBeGreaterThan(5 / 22 - 1 / 5);
  expect(predictSpread(10_000).predicted[1]).toBeCloseTo(0.02, 3);
});

it('while Redis is down, only requests that need it fail', () => {
  expect(namesOf((each) => needsRedis(each, 'read'))).toEqual([
    'session-redis',
    'session-redis-own-keys',
    'jwt-denylist',
  ]);
  expect(needsRedis(modeNamed('jwt-refresh'), 'write')).toBe(true);
  expect(predictLostWithoutRedis(modeNamed('jwt-denylist'), 15, 31).predicted).toEqual([15, 31]);
  expect(predictLostWithoutRedis(modeNamed('jwt-shared-key'), 15, 31).predicted).toEqual([0, 0]);
});

it('a refresh token survives a new key for access tokens', () => {
  expect(predictLoggedOutByRetirement(modeNamed('jwt-refresh'), 'jwt', 12).predicted).toEqual([0, 0]);
  expect(predictLoggedOutByRetirement(modeNamed('jwt-denylist'), 'jwt', 12).predicted).toEqual([12, 12]);
});

it('scaling logs out the users that affinity moves, and those of a removed instance', () => {
  const loggedOut = (name: string, from: number, to: number, members = 60) =>
    predictLoggedOutByScaling(modeNamed(name), { ...population, members }, { from, to }).predicted;
  // Of 60 at 39.5% and 40.5%, 10 to 39 (exact tails), and a tenth of 0.4: 60 × (0.127 to 0.690).
  expect(loggedOut('session-sticky', 3, 5)).toEqual([8, 41]);
  expect(loggedOut('session-sticky', 3, 5, 0)).toEqual([11, 11]);
  expect(loggedOut('session-sticky', 5, 3)).toEqual([11, 11]);
  expect(loggedOut('session-memory', 3, 5)).toEqual([11, 11]);
  expect(loggedOut('session-redis', 5, 3)).toEqual([0, 0]);
});

it('without a retry a crash loses the requests in flight, those that wait to connect, and two tries in every second', () => {
  const crash = { inFlight: 3, secondsGone: 0.4, instances: 3, duringConnect: 0 };
  expect(predictLostReadsWithoutRetry(crash).predicted).toEqual([0, 7]);
  // Of 18, a third: 6, with a standard deviation of 2, and 14 at most by chance.
  expect(predictLostReadsWithoutRetry({ ...crash, duringConnect: 18 }).predicted).toEqual([0, 21]);
});

it('one request in N reaches a stalled instance; with affinity, every request of its users', () => {
  expect(shareOfStalled(modeNamed('session-memory'), 3, true)).toBeCloseTo(1 / 3, 12);
  expect(shareOfStalled(modeNamed('jwt-shared-key'), 1, false)).toBe(1);
  expect(shareOfStalled(modeNamed('session-sticky'), 3, true)).toBe(1);
  expect(shareOfStalled(modeNamed('session-sticky'), 3, false)).toBe(0);
});

it('the number of waiting requests is between the certain and the possible ones', () => {
  const third = (count: number) => Array<number>(count).fill(1 / 3);
  // Tails of the binomial distributions of 48 at 1/3 − 0.005 and of 72 at 1/3 + 0.005, 5 in 100,000 each.
  const waiting = predictWaiting(modeNamed('session-redis'), { certain: third(48), possible: third(72) });
  expect(waiting.predicted).toEqual([4, 40]);
  const sticky = predictWaiting(modeNamed('session-sticky'), {
    certain: [1, 0, 1, 0],
    possible: [1, 0, 1, 0, 1],
  });
  expect(sticky.predicted).toEqual([2, 3]);
});

it('a stall fails no waiting request, except expired tokens and commands to Redis', () => {
  const conditions = { stallSeconds: 3, underWay: 2, waiting: 20 };
  expect(predictLostByStall(modeNamed('session-memory'), conditions).predicted).toEqual([0, 0]);
  expect(predictLostByStall(modeNamed('jwt-shared-key'), conditions).predicted).toEqual([0, 0]);
  expect(predictLostByStall(modeNamed('session-redis'), conditions).predicted).toEqual([0, 2]);
  expect(predictLostByStall(modeNamed('jwt-refresh'), conditions).predicted).toEqual([0, 22]);
});
