import { expect, it } from 'vitest';
import { findMode } from '../catalogue.js';
import { predictGoneLogIns, predictLoggedOutByFailover, predictSecondsWithoutWrites } from './failover.js';

const modeOf = (name: string) => findMode(name) ?? expect.fail(`no mode ${name}`);

it('a failover loses at most the log-ins of the last moment, where the log-in is in Redis', () => {
  expect(predictGoneLogIns(modeOf('session-redis'), 3).predicted).toEqual([0, 3]);
  expect(predictGoneLogIns(modeOf('jwt-refresh'), 3).predicted).toEqual([0, 3]);
  expect(predictGoneLogIns(modeOf('jwt-denylist'), 3).predicted).toEqual([0, 0]);
  expect(predictLoggedOutByFailover(modeOf('session-redis')).predicted).toEqual([0, 0]);
});

it('log-ins fail for 1 to 5 s in the modes that need Redis for them, and in no other', () => {
  expect(predictSecondsWithoutWrites(modeOf('jwt-denylist')).predicted).toEqual([1, 5]);
  expect(predictSecondsWithoutWrites(modeOf('session-memory')).predicted).toEqual([0, 0]);
});
