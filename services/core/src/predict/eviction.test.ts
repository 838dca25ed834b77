// The effect of a full Redis on each mode and under each policy, by hand.
import { expect, it } from 'vitest';
import { type EvictionPolicy, modeNamed } from '../index.js';
import { predictLoggedOutByEviction, predictRefusedWhenFull, predictRevivedByEviction } from './eviction.js';

it.each<readonly [string, EvictionPolicy, readonly number[], readonly number[], readonly number[]]>([
  ['session-redis', 'noeviction', [0, 0], [0, 0], [3, 5]],
  ['session-redis', 'volatile-lru', [12, 12], [0, 0], [3, 5]],
  ['session-redis', 'allkeys-lru', [6, 12], [0, 0], [0, 0]],
  ['jwt-refresh', 'volatile-lru', [12, 12], [0, 0], [3, 5]],
  ['jwt-denylist', 'noeviction', [0, 0], [0, 0], [3, 5]],
  ['jwt-denylist', 'volatile-lru', [0, 0], [7, 7], [3, 5]],
  ['jwt-denylist', 'allkeys-lru', [0, 0], [4, 7], [0, 0]],
  ['session-memory', 'volatile-lru', [0, 0], [0, 0], [0, 0]],
  ['jwt-shared-key', 'allkeys-lru', [0, 0], [0, 0], [0, 0]],
])(
  '%s under %s: of 12 users %j are logged out, of 7 log-outs %j are undone, %j log-ins are refused',
  (name, policy, loggedOut, undone, refused) => {
    expect(predictLoggedOutByEviction(modeNamed(name), policy, 12).predicted).toEqual(loggedOut);
    expect(predictRevivedByEviction(modeNamed(name), policy, 7).predicted).toEqual(undone);
    const given = { certain: 3, possible: 5 };
    expect(predictRefusedWhenFull(modeNamed(name), policy, given).predicted).toEqual(refused);
  },
);
