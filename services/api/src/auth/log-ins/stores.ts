// The state axis: where a mode remembers log-ins.
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
  /** Where a mode says how many log-ins it holds in memory. */
  readonly logInCounters: Map<string, () => number>;
}

/** @param slackMs how much longer than it lives a log-in is remembered where instances share it */
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
