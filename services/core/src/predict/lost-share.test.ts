import { expect, it } from 'vitest';
import { predictLostShare } from './lost-share.js';

const node = (
  id: string,
  role: 'primary' | 'replica' | 'sentinel',
  follows: string | null = null,
  isAlive = true,
) => ({
  ...{ id, role, follows, isAlive },
  ...{ isCutOff: false, hold: null },
});
const cluster = [
  node('redis-1', 'primary'),
  node('redis-2', 'primary'),
  node('redis-3', 'replica', 'redis-1'),
  node('redis-4', 'replica', 'redis-2', false),
  node('sentinel-1', 'sentinel'),
];

it.each([
  ['redis-1', 0],
  ['redis-2', 0.5],
  ['redis-3', 0],
  ['redis-4', 0],
  ['sentinel-1', 0],
])('a crash of %s takes %d of the keys along', (id, share) => {
  expect(predictLostShare(cluster, id)).toBe(share);
});

it('the last server takes all of them along', () => {
  expect(
    predictLostShare([node('redis-1', 'primary'), node('redis-2', 'replica', 'redis-1', false)], 'redis-1'),
  ).toBe(1);
});
