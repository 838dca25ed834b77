// The contract of a pending sign-in: every place of it passes the same tests.
import { type Transaction, transactions } from '@scale-out-lab/core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connectRedis } from '../connect-redis.js';
import { createRedis } from '../redis.js';
import { useTestRedis } from '../testing/redis-server.js';
import { type PendingSignIn, pendingSignIns } from './pending.js';

const redis = useTestRedis();
const secret = 'a secret for the cookies of the tests';

const signIn: PendingSignIn = {
  ...{ state: 'api-1.state', nonce: 'nonce', verifier: 'verifier' },
  ...{ redirectUri: 'http://127.0.0.1:8080/api/x/callback', returnTo: '/' },
};

async function build(transaction: Transaction, mode = 'oidc') {
  const clock = { ms: Date.now() };
  const client = createRedis(redis.path);
  await connectRedis(client);
  onTestFinished(() => client.disconnect());
  return {
    clock,
    pending: pendingSignIns[transaction]({
      ...{ mode, redis: client, epoch: { current: '' }, secret },
      now: () => clock.ms,
    }),
  };
}

describe.each(transactions)('in %s', (transaction) => {
  it('is found with its state and the cookie of its browser', async () => {
    const { pending } = await build(transaction);
    const cookie = await pending.keep(signIn);
    expect(await pending.take(signIn.state, cookie)).toMatchObject(signIn);
  });

  it.each([
    ['another state', 'api-1.other', undefined],
    ['no cookie', signIn.state, ''],
    ['a cookie that the client made up', signIn.state, 'eyJhbGciOiJkaXIifQ..x.y.z'],
  ])('is unknown with %s', async (_what, state, cookie) => {
    const { pending } = await build(transaction);
    const kept = await pending.keep(signIn);
    expect(await pending.take(state, cookie ?? kept)).toBeUndefined();
  });

  it('is unknown in another mode', async () => {
    const cookie = await (await build(transaction, 'one')).pending.keep(signIn);
    expect(await (await build(transaction, 'two')).pending.take(signIn.state, cookie)).toBeUndefined();
  });
});

it.each(['memory', 'cookie'] as const)('in %s ends after five minutes', async (transaction) => {
  const { pending, clock } = await build(transaction);
  const cookie = await pending.keep(signIn);
  clock.ms += 301_000;
  expect(await pending.take(signIn.state, cookie)).toBeUndefined();
});

it.each(['memory', 'redis'] as const)('in %s is found once', async (transaction) => {
  const { pending } = await build(transaction);
  const cookie = await pending.keep(signIn);
  await pending.take(signIn.state, cookie);
  expect(await pending.take(signIn.state, cookie)).toBeUndefined();
});

it.each(['cookie', 'redis'] as const)('in %s is known to another instance', async (transaction) => {
  const cookie = await (await build(transaction)).pending.keep(signIn);
  expect(await (await build(transaction)).pending.take(signIn.state, cookie)).toMatchObject(signIn);
});

it('in memory is unknown to another instance', async () => {
  const cookie = await (await build('memory')).pending.keep(signIn);
  expect(await (await build('memory')).pending.take(signIn.state, cookie)).toBeUndefined();
});

it('in redis answers 503 while Redis is away', async () => {
  const { pending } = await build('redis');
  redis.freeze();
  await expect(pending.keep(signIn)).rejects.toMatchObject({ code: 'store-unavailable', status: 503 });
  redis.thaw();
});
