// The state axis: the place in which a mode remembers log-ins, and for tokens the effect of a log-out.
import { clockToleranceSeconds, type Mode } from '@scale-out-lab/core';
import type { Config } from '../../config.js';
import type { Clock } from '../../instance-state.js';
import type { RedisClient } from '../../redis.js';
import type { RestoreEpoch } from '../../restore-epoch.js';
import { type Families, redisFamilies } from '../refresh/families.js';
import { failClosed, type LogInStore } from './log-in-store.js';
import { memoryStore } from './memory.js';
import { redisStore } from './redis.js';
import type { UserTag } from './user-tag.js';

interface StoreOptions {
  readonly mode: Mode;
  readonly redis: RedisClient;
  readonly userTag: UserTag;
  readonly epoch: RestoreEpoch;
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
  redis: ({ redis, mode, userTag, epoch, now }, slackMs) =>
    failClosed(redisStore({ redis, mode: mode.name, userTag, epoch, now, slackMs })),
} as const satisfies Record<Mode['state'], CreateStore | undefined>;

/** The server's memory of tokens: the revoked ones, or with `refresh` the live families. */
export interface TokenMemory {
  /** Undefined if the server remembers nothing. */
  readonly store: LogInStore | undefined;
  /** Whether every request checks in the store if the log-in has ended. */
  readonly isAskedEachTime: boolean;
  /** Undefined if no backup can undo the state of the server. */
  readonly epoch: RestoreEpoch | undefined;
  /** Defined in modes with refresh tokens. */
  readonly families: Families | undefined;
  readonly logOut: {
    /** Whether every instance refuses the credential after a log-out. */
    readonly revoked: boolean;
    readonly detail: string;
  };
}

export function tokenMemory(options: StoreOptions & { readonly config: Config }): TokenMemory {
  const { mode, redis, config, epoch } = options;
  const store = stores[mode.state]?.(options, clockToleranceSeconds * 1000);
  if (mode.refresh) {
    if (!store || mode.state !== 'redis')
      throw new TypeError(`${mode.name}: refresh tokens are kept in Redis alone`);
    // Access tokens expire too soon to be worth revoking.
    const detail = `The refresh token is refused from now on; the access token expires within ${config.accessTtlSeconds} s.`;
    const { refreshGraceSeconds: graceSeconds } = config;
    const families = redisFamilies({ redis, mode: mode.name, epoch, store, graceSeconds });
    return { store, isAskedEachTime: false, epoch: undefined, families, logOut: { revoked: false, detail } };
  }
  const logOuts: Record<Mode['state'], TokenMemory['logOut']> = {
    none: {
      revoked: false,
      detail: 'The server does not remember the token: any holder can use it until it expires.',
    },
    memory: {
      revoked: false,
      detail: `${config.instanceId} refuses the token from now on; the other instances still accept it.`,
    },
    redis: {
      revoked: true,
      detail: 'The token is on the denylist: every instance refuses it from now on.',
    },
  };
  const isAskedEachTime = store !== undefined;
  const shared = mode.state === 'redis' ? epoch : undefined;
  return { store, isAskedEachTime, epoch: shared, families: undefined, logOut: logOuts[mode.state] };
}
