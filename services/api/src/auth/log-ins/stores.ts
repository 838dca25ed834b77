// The state axis: the place in which a mode remembers log-ins.
import type { Mode } from '@scale-out-lab/core';
import type { Redis } from 'ioredis';
import type { Clock } from '../../instance-state.js';
import { failClosed } from './fail-closed.js';
import type { LogInStore } from './log-in-store.js';
import { memoryStore } from './memory.js';
import { redisStore } from './redis.js';

export interface StoreOptions {
  readonly mode: Mode;
  readonly redis: Redis;
  readonly now: Clock;
  /** A mode registers here the counter of its log-ins in memory. */
  readonly logInCounters: Map<string, () => number>;
}

/** @param slackMs how long a shared log-in is remembered after its expiry */
type CreateStore = (options: StoreOptions, slackMs: number) => LogInStore;

export const stores = {
  none: undefined,
  memory: ({ mode, logInCounters, now }) => {
    const store = memoryStore({ now, mustKeep: mode.credential === 'session' ? 'live' : 'ended' });
    logInCounters.set(mode.name, store.countLogIns);
    return store;
  },
  redis: ({ redis, mode }, slackMs) => failClosed(redisStore({ redis, mode: mode.name, slackMs })),
} as const satisfies Record<Mode['state'], CreateStore | undefined>;
