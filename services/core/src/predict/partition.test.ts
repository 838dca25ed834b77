import { expect, it } from 'vitest';
import { modeNamed } from '../catalogue.js';
import {
  predictGoneByPartition,
  predictLoggedOutByPartition,
  predictLostByPartition,
  predictSecondsWithoutWritesByPartition,
} from './partition.js';

const writes = { certain: 40, possible: 44, recent: 2 };

it('a partition takes every write that the old primary acknowledged after the cut', () => {
  expect(predictGoneByPartition(false, writes).predicted).toEqual([40, 44]);
});

it('a primary that needs a replica for a write loses at most the writes of the last moment before the cut', () => {
  expect(predictGoneByPartition(true, writes).predicted).toEqual([0, 2]);
});

it('log-ins fail until a guarded primary is replaced, and for a second at most where it takes them', () => {
  expect(predictSecondsWithoutWritesByPartition(true, [3, 3.5]).predicted).toEqual([2, 5.5]);
  expect(predictSecondsWithoutWritesByPartition(false, [0, 0.5]).predicted).toEqual([0, 1.5]);
});

it('a mode without Redis loses no request, and a guarded primary refuses each log-in', () => {
  expect(predictLostByPartition(modeNamed('jwt-shared-key'), true, writes).predicted).toEqual([0, 0]);
  expect(predictLostByPartition(modeNamed('session-redis'), true, writes).predicted).toEqual([40, 44]);
  expect(predictLostByPartition(modeNamed('session-redis'), false, writes).predicted).toEqual([0, 44]);
});

it('users who logged in before the partition stay logged in', () => {
  expect(predictLoggedOutByPartition(modeNamed('session-redis')).predicted).toEqual([0, 0]);
});
