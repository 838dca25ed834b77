// Which node fails over, and when its failover is over, while one sentinel still has the state before it.
import { expect, it } from 'vitest';
import { failOver } from './fail-over.js';

/** A sentinel that names these primaries, one call after the other, while redis-2 is the only one. */
function lateSentinel(...named: readonly string[]) {
  const primary = 'redis-2';
  const left = [...named];
  return {
    ids: ['redis-1', 'redis-2', 'redis-3'],
    primaries: async () => [left.length > 1 ? (left.shift() as string) : (left[0] as string)],
    look: async (id: string) => ({
      role: id === primary ? ('primary' as const) : ('replica' as const),
      follows: primary,
      isLinked: true,
    }),
    crash: async () => {},
    follow: async () => {},
    isSettled: async () => true,
  };
}

it('the primary fails, not an earlier one that a late sentinel names', async () => {
  const held: string[] = [];
  const hold = async (id: string) => held.push(id);
  const nodes = lateSentinel('redis-1', 'redis-1', 'redis-2');
  await failOver(nodes, { hold, start: async () => {} }, 'stall');
  expect(held).toEqual(['redis-2']);
});

it('a failover is not over while a late sentinel names an earlier primary', async () => {
  const nodes = lateSentinel('redis-2', 'redis-1');
  const { isOver } = await failOver(nodes, { hold: async () => 0, start: async () => {} }, 'stall');
  expect(await isOver()).toBe(false);
});

it('a fault waits for the end of the failover before it', async () => {
  const held: string[] = [];
  let looks = 0;
  const isSettled = async () => {
    looks += 1;
    expect(held).toEqual([]);
    return looks > 2;
  };
  const nodes = { ...lateSentinel('redis-2'), isSettled };
  await failOver(nodes, { hold: async (id) => held.push(id), start: async () => {} }, 'crash');
  expect({ held, looks }).toEqual({ held: ['redis-2'], looks: 3 });
});

it('a former primary is restored once the failover has ended', async () => {
  let looks = 0;
  const look = async () => ({ role: 'replica' as const, follows: 'redis-1', isLinked: true });
  const nodes = { ...lateSentinel('redis-2'), isSettled: async () => ++looks !== 2 };
  const before = nodes.look;
  let isHeld = false;
  const hold = async () => {
    isHeld = true;
    return 0;
  };
  const failover = await failOver(
    { ...nodes, look: (id) => (isHeld ? look() : before(id)) },
    { hold, start: async () => {} },
    'stall',
  );
  await failover.restore();
  expect(looks).toBe(3);
});
