// Opens sessions until a number of them is held: in Redis as an instance does, by the store of the mode, which is linked into this
// process; in the memory of an instance by log-ins. A log-in checks a password, and a million would take an hour.
import { randomBytes, randomUUID } from 'node:crypto';
import { maxLogInsPerUser } from '@scale-out-lab/api';
import { redisStore } from '@scale-out-lab/api/redis-store';
import { redisFamilies } from '@scale-out-lab/api/refresh-families';
import { createSessionId } from '@scale-out-lab/api/session-cookie';
import { type Mode, virtualUserCount, virtualUserName } from '@scale-out-lab/core';
import type { Redis } from 'ioredis';
import { logIn } from '../log-in.js';

const commandsAtOnce = 200;
/** Of one instance, which checks a password or a few at a time. */
const logInsAtOnce = 20;
/** Longer than any measurement. */
const ttlMs = 86_400_000;
/** One more log-in of a user would end another. */
export const mostByLogIn = maxLogInsPerUser * virtualUserCount;

interface Numbers {
  /** From 0. */
  readonly from: number;
  readonly to: number;
  readonly atOnce: number;
}

async function openEach(
  { from, to, atOnce }: Numbers,
  open: (number: number) => Promise<unknown>,
): Promise<void> {
  for (let next = from; next < to; next += atOnce) {
    const numbers = Array.from({ length: Math.min(atOnce, to - next) }, (_, index) => next + index);
    await Promise.all(numbers.map(open));
  }
}

/** Each of a different user. */
export function openInRedis(redis: Redis, mode: Mode, from: number, to: number): Promise<void> {
  const epoch = { current: '' };
  const randomTag = () => randomBytes(6).toString('base64url');
  const store = redisStore({ redis, mode: mode.name, userTag: randomTag, epoch });
  const families = redisFamilies({ redis, mode: mode.name, epoch, store, graceSeconds: 10 });
  return openEach({ from, to, atOnce: commandsAtOnce }, async (number) => {
    const tag = randomTag();
    const id = mode.credential === 'session' ? createSessionId(tag, 'api-1') : `${tag}.${randomUUID()}`;
    const createdAt = Date.now();
    const terms = { issuedBy: 'api-1', device: 'bench', createdAt, expiresAt: createdAt + ttlMs };
    await (mode.refresh ? families : store).open(id, { username: `user-${number}`, ...terms }, false);
  });
}

/** Shared alike by the virtual users. */
export function openByLogIn(url: string, { name }: Mode, from: number, to: number): Promise<void> {
  const address = new URL(`/api/${name}/login`, url);
  return openEach({ from, to, atOnce: logInsAtOnce }, (number) =>
    logIn(address, virtualUserName(1 + (number % virtualUserCount))),
  );
}
