import { findMode, modeNames, predictFailureRate } from '@scale-out-lab/core';
import { expect, it } from 'vitest';
import { choose } from '../../state/view.js';
import { caseOf, whyPredicted } from './explanations.js';

const mode = (name: string) => findMode(name) ?? expect.fail(`no mode ${name}`);

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
] as const)('%s with a client that is %s on %i instances: %s', (name, model, instances, expected) => {
  expect(caseOf(mode(name), model, instances)).toBe(expected);
});

it.each(['en', 'ko'] as const)('in %s, a reason for losing names the rate, and no other does', (language) => {
  choose({ language });
  for (const name of modeNames) {
    const loses = predictFailureRate(mode(name), 'pinned', { instances: 3, requestsPerUser: 1 }) > 0;
    expect(whyPredicted(mode(name), 'pinned', 3).includes('66.7 %'), name).toBe(loses);
  }
});
