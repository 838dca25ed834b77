// What an instance knows of itself, for the control port to report and to change. Nothing of it is served to users.
import type { SettableClock } from './clock.js';
import type { AllKeys } from './keys/index.js';
import type { RedisWatch } from './redis-health.js';
import type { Traffic } from './traffic.js';

export interface Internals {
  readonly instanceId: string;
  /** ISO 8601, by its own clock. */
  readonly startedAt: string;
  readonly clock: SettableClock;
  readonly keys: AllKeys;
  readonly traffic: Traffic;
  readonly redis: RedisWatch;
  /** For each mode, how many log-ins live in this instance's memory. */
  readonly logInCounters: Map<string, () => number>;
  /** Set when it has been told to stop, and takes no new connections. */
  isDraining: boolean;
}

declare module 'fastify' {
  interface FastifyInstance {
    internals: Internals;
  }
}
