import { expect, it } from 'vitest';
import { modeNamed } from '../catalogue.js';
import {
  predictGoneByMachineCrash,
  predictGoneByMachinePartition,
  predictLoggedOutByMachinePartition,
  predictLostByMachinePartition,
  predictSecondsUntilMoved,
  predictSecondsUntilReplaced,
} from './machine.js';

const requests = { cutOff: 9, writes: 2, returning: 5 };

it.each([
  ['session-redis', 14],
  ['jwt-denylist', 14],
  ['jwt-shared-key', 2],
  ['session-sticky', 2],
])(
  'a partition of a machine costs %s at most %i requests: those under way, and with Redis those after it',
  (name, most) => {
    expect(predictLostByMachinePartition(modeNamed(name), requests).predicted).toEqual([0, most]);
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
  ['is cut off', 'sentinel', predictGoneByMachinePartition, [40, 44]],
  ['is cut off', 'cluster', predictGoneByMachinePartition, [0, 44]],
  ['is cut off', 'single', predictGoneByMachinePartition, [0, 0]],
  ['is cut off', undefined, predictGoneByMachinePartition, [0, 0]],
  ['crashes', 'sentinel', predictGoneByMachineCrash, [0, 44]],
  ['crashes', 'cluster', predictGoneByMachineCrash, [0, 44]],
  ['crashes', 'single', predictGoneByMachineCrash, [40, 44]],
  ['crashes', undefined, predictGoneByMachineCrash, [0, 0]],
] as const)(
  'a machine that %s takes those log-ins with it that only its Redis has (%s)',
  (_, topology, predict, predicted) => {
    expect(predict(modeNamed('session-redis'), topology, writes).predicted).toEqual(predicted);
    expect(predict(modeNamed('jwt-denylist'), topology, writes).predicted).toEqual([0, 0]);
  },
);
