import type { RedisNodeState } from '@scale-out-lab/loadtest';
import { expect, it } from 'vitest';
import { viewNodes } from './redis-nodes.js';

const primary: RedisNodeState = { role: 'primary', follows: null, isLinked: true };
const sentinel: RedisNodeState = { role: 'sentinel', follows: null, isLinked: true };
const replicaOf = (follows: string, isLinked = true): RedisNodeState => ({
  role: 'replica',
  follows,
  isLinked,
});

/** `redis-2 primary` for one that answers, `(redis-1 primary)` for one that does not, `!` where it is cut off. */
function view(
  states: readonly (RedisNodeState | undefined)[],
  primaries: readonly string[],
  formerly: string[] = [],
) {
  const seen = states.map((state, index) => ({
    id: `redis-${index + 1}`,
    state,
    formerRole: (formerly[index] ?? null) as 'primary' | 'replica' | null,
  }));
  return viewNodes(seen, primaries).map(({ id, role, isAlive, isCutOff }) => {
    const text = `${id} ${role}${isCutOff ? '!' : ''}`;
    return isAlive ? text : `(${text})`;
  });
}

it('a primary and those that follow it are not cut off, nor is a sentinel', () => {
  const states = [primary, replicaOf('redis-1'), replicaOf('redis-1'), sentinel];
  expect(view(states, ['redis-1'])).toEqual([
    'redis-1 primary',
    'redis-2 replica',
    'redis-3 replica',
    'redis-4 sentinel',
  ]);
});

it('a primary that is down stays the primary until another is named, and has no role then', () => {
  const formerly = ['primary', 'replica', 'replica'];
  const waiting = [undefined, replicaOf('redis-1', false), replicaOf('redis-1', false)];
  expect(view(waiting, ['redis-1'], formerly)).toEqual([
    '(redis-1 primary)',
    'redis-2 replica',
    'redis-3 replica',
  ]);
  const over = [undefined, primary, replicaOf('redis-2')];
  expect(view(over, ['redis-2'], formerly)).toEqual(['(redis-1 null)', 'redis-2 primary', 'redis-3 replica']);
});

it('a replica that is down stays a replica, and its primary is not cut off', () => {
  const states = [primary, undefined];
  expect(view(states, ['redis-1'], ['primary', 'replica'])).toEqual(['redis-1 primary', '(redis-2 replica)']);
});

it('a primary that none of its replicas reaches is cut off, and they are too', () => {
  const states = [primary, replicaOf('redis-1', false), replicaOf('redis-1', false)];
  expect(view(states, ['redis-1'])).toEqual(['redis-1 primary!', 'redis-2 replica!', 'redis-3 replica!']);
});

it('a server that reports the role of a primary, while another is named, is cut off and has no role', () => {
  const states = [primary, primary, replicaOf('redis-2')];
  expect(view(states, ['redis-2'])).toEqual(['redis-1 null!', 'redis-2 primary', 'redis-3 replica']);
});
