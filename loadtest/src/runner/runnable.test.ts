// Which experiments can run with all faults, with some, and with none.
import { experimentNames } from '@scale-out-lab/core';
import { expect, it } from 'vitest';
import type { Faults } from '../control/faults.js';
import { faultNames, scoredNames } from '../experiments/index.js';
import { splitRunnable } from './runnable.js';

const instancesOnly = { redis: undefined, scaleTo: undefined } as Faults;

it('without control ports every fault is skipped, and the reason names --control', () => {
  const { runnable, skipped } = splitRunnable(experimentNames, undefined);
  expect(runnable).toEqual(['steady', ...scoredNames]);
  expect(skipped.map(({ experiment }) => experiment)).toEqual(faultNames);
  for (const { reason } of skipped) expect(reason).toContain('--control');
});

it('with control ports alone, the faults of Redis and of scaling are skipped', () => {
  const { runnable, skipped } = splitRunnable(faultNames, instancesOnly);
  expect(runnable).toEqual(['crash', 'rolling-restart', 'instance-stall', 'key-rotation']);
  expect(skipped.map(({ experiment }) => experiment)).toEqual([
    'redis-crash',
    'redis-stall',
    'scale-out',
    'scale-in',
  ]);
  expect(skipped[0]?.reason).toContain('--redis');
});

it('an experiment that was requested alone is not skipped, so that the run fails', () => {
  expect(splitRunnable(['scale-out'], instancesOnly)).toEqual({ runnable: ['scale-out'], skipped: [] });
});
