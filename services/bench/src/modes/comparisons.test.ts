import { catalogue } from '@scale-out-lab/core';
import { expect, it } from 'vitest';
import { comparisonsOf } from './comparisons.js';

const comparisons = comparisonsOf(catalogue);

it('every mode of the catalogue is compared with the open route', () => {
  const compared = comparisons.filter(({ to }) => to === 'open route').map(({ target }) => target);
  expect(compared).toEqual(expect.arrayContaining(catalogue.map(({ name }) => name)));
});

it.each([
  ['session-memory', ['open route', 'Express, session in memory']],
  ['session-redis', ['open route', 'Express, session in Redis']],
  ['jwt-shared-key', ['open route', '@fastify/jwt', '@fastify/jwt, cached', 'Express, jsonwebtoken']],
  ['jwt-published-keys', ['open route']],
  ['jwt-denylist', ['open route', 'session-redis']],
  ['jwt-refresh', ['open route', 'jwt-shared-key']],
])('%s is compared with the peers that do the same', (mode, expected) => {
  expect(comparisons.filter(({ target }) => target === mode).map(({ to }) => to)).toEqual(expected);
});

it('there are nine goals', () => {
  const goals = comparisons.filter(({ goal }) => goal !== undefined);
  expect(goals.map(({ target, goal }) => [target, goal])).toEqual([
    ['session-memory', 0.65],
    ['session-memory', 4],
    ['session-redis', 0.5],
    ['session-redis', 4],
    ['jwt-shared-key', 0.85],
    ['jwt-shared-key', 2],
    ['jwt-denylist', 0.5],
    ['jwt-denylist', 1],
    ['jwt-refresh', 0.9],
  ]);
});
