import { expect, it } from 'vitest';
import { findMode } from '../catalogue.js';
import {
  predictGoneByMachineCrash,
  predictGoneByMachinePartition,
  predictLoggedOutByMachinePartition,
  predictLostByMachinePartition,
  predictSecondsUntilMoved,
  predictSecondsUntilReplaced,
} from './machine.js';

const modeOf = (name: string) => findMode(name) ?? expect.fail(`no mode ${name}`);
const requests = { cutOff: 9, writes: 2, returning: 5 };

it.each([
  ['session-redis', 14],
  ['jwt-denylist', 14],
  ['jwt-shared-key', 2],
  ['session-sticky', 2],
])(
  'a partition of a machine costs %s at most %i requests: those under way, and with Redis those after it',
  (name, most) => {
    expect(predictLostByMachinePartition(modeOf(name), requests).predicted).toEqual([0, most]);
  },
);

it('a partition of machines logs no user out, in any mode', () => {
  expect(predictLoggedOutByMachinePartition().predicted).toEqual([0, 0]);
});

it('instances that are replaced in turn take their time one after the other, and a crash is noticed first', () => {
  const [, one] = predictSecondsUntilReplaced(1).predicted;
  expect(predictSecondsUntilReplaced(3).predicted).toEqual([0, 3 * one]);
  expect(predictSecondsUntilMoved().predicted).toEqual([0, 15 + one]);
});

const writes = { certain: 40, possible: 44 };

it.each([
  ['sentinel', [40, 44]],
  ['cluster', [0, 44]],
  ['single', [0, 0]],
  [undefined, [0, 0]],
] as const)(
  'a machine that was cut off with a primary of %s takes log-ins with it as far as that takes writes alone',
  (topology, predicted) => {
    const expected = predictGoneByMachinePartition(modeOf('session-redis'), topology, writes);
    expect(expected.predicted).toEqual(predicted);
    expect(predictGoneByMachinePartition(modeOf('jwt-denylist'), topology, writes).predicted).toEqual([0, 0]);
  },
);

it.each([
  ['single', [40, 44]],
  ['sentinel', [0, 44]],
  ['cluster', [0, 44]],
  [undefined, [0, 0]],
] as const)(
  'a machine that crashes with a primary of %s loses all log-ins without a replica, and those of a moment with one',
  (topology, predicted) => {
    const expected = predictGoneByMachineCrash(modeOf('session-redis'), topology, writes);
    expect(expected.predicted).toEqual(predicted);
    expect(predictGoneByMachineCrash(modeOf('jwt-denylist'), topology, writes).predicted).toEqual([0, 0]);
  },
);
