import { expect, it } from 'vitest';
import { modeNamed } from '../catalogue.js';
import { predictGoneLogIns, predictLoggedOutByFailover, predictSecondsWithoutWrites } from './failover.js';

it('a failover loses at most the log-ins of the last moment, where the log-in is in Redis', () => {
  expect(predictGoneLogIns(modeNamed('session-redis'), 3).predicted).toEqual([0, 3]);
  expect(predictGoneLogIns(modeNamed('jwt-refresh'), 3).predicted).toEqual([0, 3]);
  expect(predictGoneLogIns(modeNamed('jwt-denylist'), 3).predicted).toEqual([0, 0]);
  expect(predictLoggedOutByFailover(modeNamed('session-redis')).predicted).toEqual([0, 0]);
});

it('log-ins fail for 1 to 5 s in the modes that need Redis for them, and in no other', () => {
  expect(predictSecondsWithoutWrites(modeNamed('jwt-denylist')).predicted).toEqual([1, 5]);
  expect(predictSecondsWithoutWrites(modeNamed('session-memory')).predicted).toEqual([0, 0]);
});
