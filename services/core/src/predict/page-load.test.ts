import { expect, it } from 'vitest';
import { findMode } from '../catalogue.js';
import { predictLoggedOutByPageLoad } from './page-load.js';

const predict = (name: string, instances: number, pageLoads = 150) => {
  const mode = findMode(name) ?? expect.fail(`no mode ${name}`);
  return predictLoggedOutByPageLoad(mode, instances, pageLoads).predicted;
};

it.each(['session-sticky', 'session-redis', 'jwt-shared-key', 'jwt-refresh'])(
  'a page load logs out no browser in %s',
  (name) => expect(predict(name, 3)).toEqual([0, 0]),
);

// By hand: 150 × 2/3 = 100, and a standard deviation of √(150 × 2/3 × 1/3) = 5.77, four of which are 23.1.
it.each(['session-memory', 'jwt-own-keys', 'session-redis-own-keys'])(
  'two thirds, give or take chance, meet another instance in %s',
  (name) => expect(predict(name, 3)).toEqual([77, 123]),
);

it('a page load with a single instance logs out no browser', () =>
  expect(predict('session-memory', 1)).toEqual([0, 0]));

it('a page load logs out at most all browsers', () =>
  expect(predict('session-memory', 3, 3)).toEqual([0, 3]));
