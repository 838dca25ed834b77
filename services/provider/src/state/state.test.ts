// The contract of the state: every place passes the same tests.
import { connectRedis, createRedis } from '@scale-out-lab/api';
import { useTestRedis } from '@scale-out-lab/api/testing/redis-server';
import type { Adapter } from 'oidc-provider';
import { expect, it, onTestFinished } from 'vitest';
import { memoryState } from './memory.js';
import { redisState } from './redis.js';

const redis = useTestRedis();

const places: Readonly<Record<string, () => Promise<Adapter>>> = {
  memory: async () => memoryState(),
  async redis() {
    const client = createRedis(redis.path);
    await connectRedis(client);
    await client.flushall();
    onTestFinished(() => client.disconnect());
    return redisState(client, 'Session');
  },
};

it.each(Object.entries(places))(
  '%s: finds what was stored, by its ID and by its uid',
  async (_name, build) => {
    const state = await build();
    const payload = { uid: 'u1', accountId: 'alice' };
    await state.upsert('s1', payload, 60);
    expect([await state.find('s1'), await state.findByUid('u1')]).toEqual([payload, payload]);
    expect([await state.find('s2'), await state.findByUid('u2')]).toEqual([undefined, undefined]);
  },
);

it.each(Object.entries(places))('%s: replaces the stored entry', async (_name, build) => {
  const state = await build();
  await state.upsert('s1', { accountId: 'alice' }, 60);
  await state.consume('s1');
  await state.upsert('s1', { accountId: 'bob' }, 60);
  expect(await state.find('s1')).toEqual({ accountId: 'bob' });
});

it.each(Object.entries(places))('%s: notes the time at which an entry was used up', async (_name, build) => {
  const state = await build();
  await state.upsert('c1', { accountId: 'alice' }, 60);
  await state.consume('c1');
  expect(await state.find('c1')).toEqual({ accountId: 'alice', consumed: expect.any(Number) });
});

it.each(Object.entries(places))('%s: removes an entry, and all entries of a grant', async (_name, build) => {
  const state = await build();
  await state.upsert('t1', { grantId: 'g1' }, 60);
  await state.upsert('t2', { grantId: 'g1' }, 60);
  await state.upsert('t3', { grantId: 'g2' }, 60);
  await state.destroy('t1');
  expect(await state.find('t1')).toBeUndefined();
  await state.revokeByGrantId('g1');
  expect([await state.find('t2'), await state.find('t3')]).toEqual([undefined, { grantId: 'g2' }]);
});

it.each(Object.entries(places))('%s: deletes an entry after its lifetime', async (_name, build) => {
  const state = await build();
  await state.upsert('s1', { uid: 'u1' }, 1);
  await expect.poll(() => state.find('s1'), { timeout: 3000 }).toBeUndefined();
  expect(await state.findByUid('u1')).toBeUndefined();
});

it('memory: makes room for the next entry by dropping the oldest', async () => {
  const state = memoryState();
  for (let number = 0; number <= 10_000; number += 1)
    await state.upsert(`s${number}`, { uid: `u${number}` }, 60);
  expect([await state.find('s0'), await state.findByUid('u0')]).toEqual([undefined, undefined]);
  expect([await state.find('s1'), await state.find('s10000')]).toEqual([{ uid: 'u1' }, { uid: 'u10000' }]);
});

it.each(Object.entries(places))(
  '%s: lets one of two requests use up an entry that both have read, and none a missing one',
  async (_name, build) => {
    const state = await build();
    await state.upsert('c1', { accountId: 'alice' }, 60);
    const both = await Promise.allSettled([state.consume('c1'), state.consume('c1')]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(state.consume('c2')).rejects.toThrow('invalid_grant');
    expect(await state.find('c2')).toBeUndefined();
  },
);
