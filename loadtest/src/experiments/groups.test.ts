import { experimentNames } from '@scale-out-lab/core';
import { expect, it } from 'vitest';
import { parseExperiments } from './groups.js';
import { faultNames, scoredNames } from './index.js';

it('a name stands for its experiment, and the name of a group for several', () => {
  expect(parseExperiments('forgery')).toEqual(['forgery']);
  expect(parseExperiments('scorecard')).toEqual(scoredNames);
  expect(parseExperiments('faults')).toEqual(faultNames);
  expect(parseExperiments('all')).toEqual(experimentNames);
});

it.each(['rolling', '', 'All', 'steady,crash', 'constructor', '__proto__', 'toString'])(
  'anything else is refused with what would be accepted: %j',
  (name) => {
    expect(() => parseExperiments(name)).toThrow(
      expect.objectContaining({
        exitCode: 2,
        message: `There is no experiment "${name}"; expected ${experimentNames.join(', ')}, scorecard, faults or all.`,
      }),
    );
  },
);
