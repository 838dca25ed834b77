// The state of an instance: its name, clock, keys, traffic and readiness. The control port reports it, and changes it.
import type { Server } from 'node:http';
import type { AllKeys } from './keys/index.js';
import type { RedisWatch } from './redis-health.js';
import type { RestoreEpoch } from './restore-epoch.js';

export interface InstanceState {
  readonly instanceId: string;
  /** ISO 8601, by its own clock. */
  readonly startedAt: string;
  readonly clock: SettableClock;
  readonly keys: AllKeys;
  readonly traffic: Traffic;
  readonly redis: RedisWatch;
  readonly epoch: RestoreEpoch;
  /** For each mode, the number of log-ins in this instance's memory. */
  readonly logInCounters: Map<string, () => number>;
  /** True once the instance begins to stop. It still answers what reaches it. */
  isDraining: boolean;
}

declare module 'fastify' {
  interface FastifyInstance {
    instanceState: InstanceState;
  }
}

/** Milliseconds since the epoch. Injected rather than read, so that one instance's clock can be wrong on purpose. */
export type Clock = () => number;

export interface SettableClock {
  readonly now: Clock;
  /** How many seconds it is ahead of this machine's clock, or below 0 behind it. */
  offsetSeconds: number;
}

export function createClock(offsetSeconds: number): SettableClock {
  const clock = { offsetSeconds, now: () => Date.now() + clock.offsetSeconds * 1000 };
  return clock;
}

interface Traffic {
  /** Requests since the start. */
  readonly total: number;
  /** Requests without an answer yet. */
  readonly inFlight: number;
}

/** Counts from now on. It costs one listener a request, the same function for all. */
export function countRequests(server: Server): Traffic {
  const traffic = { total: 0, inFlight: 0 };
  const settle = () => {
    traffic.inFlight -= 1;
  };
  server.prependListener('request', (_request, response) => {
    traffic.total += 1;
    traffic.inFlight += 1;
    // On an answer, and on a client that closed its connection.
    response.on('close', settle);
  });
  return traffic;
}
