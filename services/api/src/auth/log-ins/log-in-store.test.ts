// The contract of a store of log-ins, in memory and in a real Redis.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectRedis } from '../../connect-redis.js';
import { createRedis } from '../../redis.js';
import { createTestRedis } from '../../testing/redis-server.js';
import { type LogIn, type LogInStore, maxLogInsPerUser } from './log-in-store.js';
import { memoryStore } from './memory.js';
import { logInKey, redisStore, scopeOf } from './redis.js';

const server = createTestRedis();
const redis = createRedis(server.path);
beforeAll(async () => {
  await server.start();
  await connectRedis(redis);
});
afterAll(async () => {
  redis.disconnect();
  await server.close();
});

const tag = 'usertag1';
const userTag = () => tag;
const epoch = { current: '' };

const logIn = (username: string, seconds = 60): LogIn => {
  const createdAt = Date.now();
  return { username, issuedBy: 'api-1', device: 'curl', createdAt, expiresAt: createdAt + seconds * 1000 };
};

const stores: [string, () => LogInStore][] = [
  ['in memory', () => memoryStore({ now: Date.now, mustKeep: 'ended' })],
  ['in Redis', () => redisStore({ redis, mode: 'test', userTag, epoch })],
];

describe.each(stores)('%s', (kind, create) => {
  const name = `${tag}.${kind}`;
  const store = create();
  const idsOf = async (username: string) => (await store.list(username)).map(({ id }) => id);

  it('finds an opened log-in, and lists it only for its user', async () => {
    const entry = logIn(`${name}-alice`);
    await store.open(`${name}-1`, entry, false);
    await store.open(`${name}-2`, logIn(`${name}-bob`), false);
    expect(await store.find(`${name}-1`)).toEqual(entry);
    expect(await store.list(`${name}-alice`)).toEqual([{ id: `${name}-1`, ...entry }]);
  });

  it('remembers an ended log-in, and no longer lists it', async () => {
    await store.open(`${name}-3`, logIn(`${name}-carol`), false);
    await store.end(`${name}-3`, Date.now() + 60_000);
    expect(await store.find(`${name}-3`)).toBe('ended');
    expect(await store.list(`${name}-carol`)).toEqual([]);
    expect(await store.find(`${name}-never seen`)).toBeUndefined();
  });

  it('an exclusive log-in ends the other log-ins of its user, and of no other user', async () => {
    for (const id of ['a', 'b']) await store.open(`${name}-${id}`, logIn(`${name}-dave`), false);
    await store.open(`${name}-e`, logIn(`${name}-erin`), false);
    await store.open(`${name}-c`, logIn(`${name}-dave`), true);
    expect(await idsOf(`${name}-dave`)).toEqual([`${name}-c`]);
    expect(await store.find(`${name}-a`)).toBe('ended');
    expect(await idsOf(`${name}-erin`)).toEqual([`${name}-e`]);
  });

  it('leaves exactly one of many exclusive log-ins at once', async () => {
    const ids = Array.from({ length: 50 }, (_, index) => `${name}-x${index}`);
    await Promise.all(ids.map((id) => store.open(id, logIn(`${name}-frank`), true)));
    const found = await Promise.all(ids.map((id) => store.find(id)));
    expect(found.filter((each) => each !== 'ended')).toHaveLength(1);
    expect(await idsOf(`${name}-frank`)).toHaveLength(1);
  });

  it('limits the log-ins of a user: one more ends the one that would expire first', async () => {
    const username = `${name}-heidi`;
    const idOf = (number: number) => `${name}-h${number}`;
    for (let number = 0; number < maxLogInsPerUser; number++) {
      await store.open(idOf(number), logIn(username, number === 7 ? 30 : 60), false);
    }
    await store.open(`${name}-of another`, logIn(`${name}-ivan`), false);
    expect(await idsOf(username)).toHaveLength(maxLogInsPerUser);
    await store.open(`${name}-one more`, logIn(username), false);
    expect(await store.find(idOf(7))).toBe('ended');
    const left = await idsOf(username);
    expect(left).toHaveLength(maxLogInsPerUser);
    expect(left).toContain(`${name}-one more`);
    expect(await idsOf(`${name}-ivan`)).toHaveLength(1);
  });

  it('an ended log-in does not count towards the limit', async () => {
    const username = `${name}-judy`;
    await store.open(`${name}-kept`, logIn(username), false);
    for (let number = 0; number < 2 * maxLogInsPerUser; number++) {
      await store.open(`${name}-j${number}`, logIn(username), false);
      await store.end(`${name}-j${number}`, Date.now() + 60_000);
    }
    expect(await idsOf(username)).toEqual([`${name}-kept`]);
  });

  it('a second write of a log-in does not end it', async () => {
    await store.open(`${name}-again`, logIn(`${name}-grace`), true);
    await store.open(`${name}-again`, logIn(`${name}-grace`), true);
    expect(await store.find(`${name}-again`)).toMatchObject({ username: `${name}-grace` });
  });
});

it('Redis deletes a log-in, and the record of its end, at its expiry', async () => {
  const store = redisStore({ redis, mode: 'brief', userTag, epoch, slackMs: 30_000 });
  const [id, never] = [`${tag}.id`, `${tag}.never seen`];
  const keyOf = (each: string) => logInKey(scopeOf('brief', tag, epoch), each);
  const before = Date.now();
  await store.open(id, logIn('henry', 10), false);
  await store.end(id, 0);
  await store.end(never, before + 10_000);
  for (const key of [keyOf(id), keyOf(never)]) {
    const left = await redis.pttl(key);
    expect(left, key).toBeGreaterThanOrEqual(40_000 - (Date.now() - before));
    expect(left, key).toBeLessThanOrEqual(40_000);
  }
});

it('Redis lists no log-in that has expired, although it is remembered for slower clocks', async () => {
  let time = Date.now();
  const store = redisStore({ redis, mode: 'listed', userTag, epoch, now: () => time, slackMs: 30_000 });
  await store.open(`${tag}.listed`, logIn('mallory', 10), false);
  expect(await store.list('mallory')).toHaveLength(1);
  time += 10_000;
  expect(await store.list('mallory')).toEqual([]);
});

it('Redis finds the end of a token with an ID without a tag, as an earlier version recorded it', async () => {
  const store = redisStore({ redis, mode: 'earlier', userTag, epoch });
  await redis.set('log-in:earlier:d9428888-122b-11e1-b85c-61cd3cbb3210', '');
  expect(await store.find('d9428888-122b-11e1-b85c-61cd3cbb3210')).toBe('ended');
});
