import { findMode, modeNames, predictFailureRate } from '@scale-out-lab/core';
import { expect, it } from 'vitest';
import { choose } from '../../state/view.js';
import { whyPredicted } from './explanations.js';

const mode = (name: string) => findMode(name) ?? expect.fail(`no mode ${name}`);

it.each(['en', 'ko'] as const)('in %s, a reason for losing names the rate, and no other does', (language) => {
  choose({ language });
  for (const name of modeNames) {
    const loses = predictFailureRate(mode(name), 'pinned', { instances: 3, requestsPerUser: 1 }) > 0;
    expect(whyPredicted(mode(name), 'pinned', 3).includes('66.7 %'), name).toBe(loses);
  }
});
