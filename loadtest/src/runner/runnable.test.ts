// Of the experiments asked for, those that can be done where something can be broken, or nothing.
import { experimentNames } from '@scale-out-lab/core';
import { expect, it } from 'vitest';
import type { Faults } from '../control/faults.js';
import { faultNames, scoredNames } from '../experiments/index.js';
import { findPossible } from './runnable.js';

const instancesOnly = { redis: undefined, scaleTo: undefined } as Faults;

it('leaves out what breaks something where nothing can be broken, and says what is missing', () => {
  const { possible, skipped } = findPossible(experimentNames, undefined);
  expect(possible).toEqual(['steady', ...scoredNames]);
  expect(skipped.map(({ experiment }) => experiment)).toEqual(faultNames);
  for (const { reason } of skipped) expect(reason).toContain('--control');
});

it('leaves out what needs Redis, or other instances, where only control ports are known', () => {
  const { possible, skipped } = findPossible(faultNames, instancesOnly);
  expect(possible).toEqual(['crash', 'rolling-restart', 'instance-stall', 'key-rotation']);
  expect(skipped.map(({ experiment }) => experiment)).toEqual([
    'redis-crash',
    'redis-stall',
    'scale-out',
    'scale-in',
  ]);
  expect(skipped[0]?.reason).toContain('--redis');
});

it('leaves out nothing that was asked for alone: that it cannot be measured is a failure', () => {
  expect(findPossible(['scale-out'], instancesOnly)).toEqual({ possible: ['scale-out'], skipped: [] });
});
