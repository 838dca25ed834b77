// The catalogue: one entry a mode. To add a mode, add an entry; nothing else enumerates them.
import type { Axes, Mode } from './axes.js';

const entries = {
  'session-memory': {
    credential: 'session',
    state: 'memory',
    keys: 'shared',
    balancing: 'round-robin',
    teaches: 'the scale-out problem: a session lives in the memory of one instance',
  },
  'session-sticky': {
    credential: 'session',
    state: 'memory',
    keys: 'shared',
    balancing: 'sticky',
    teaches: 'affinity hides the problem, until an instance stops',
  },
  'session-redis': {
    credential: 'session',
    state: 'redis',
    keys: 'shared',
    balancing: 'round-robin',
    teaches: 'clustering fixes it, at the price of one more thing to run',
  },
  'session-redis-own-keys': {
    credential: 'session',
    state: 'redis',
    keys: 'own',
    balancing: 'round-robin',
    teaches: "almost fixed: the store is shared, the cookie's signature is not",
  },
  'jwt-own-keys': {
    credential: 'jwt',
    state: 'none',
    keys: 'own',
    balancing: 'round-robin',
    teaches: 'a token is not portable by itself',
  },
  'jwt-shared-key': {
    credential: 'jwt',
    state: 'none',
    keys: 'shared',
    balancing: 'round-robin',
    teaches: 'the shared-secret fix; nothing can be revoked',
  },
  'jwt-published-keys': {
    credential: 'jwt',
    state: 'none',
    keys: 'published',
    balancing: 'round-robin',
    teaches: 'no shared secret either: ES256 and a key set',
  },
  'jwt-denylist': {
    credential: 'jwt',
    state: 'redis',
    keys: 'shared',
    balancing: 'round-robin',
    teaches: 'revocable, and so stateful again',
  },
  'jwt-denylist-memory': {
    credential: 'jwt',
    state: 'memory',
    keys: 'shared',
    balancing: 'round-robin',
    teaches: 'almost fixed: a log-out reaches one instance of N',
  },
  'jwt-refresh': {
    credential: 'jwt',
    state: 'redis',
    keys: 'shared',
    balancing: 'round-robin',
    refresh: true,
    teaches: 'a short life bounds a theft; rotation notices it',
  },
} as const satisfies Record<string, Axes & { teaches: string }>;

export type ModeName = keyof typeof entries;

/** Every mode, in the order in which the lesson tells them. */
export const catalogue: readonly Mode[] = Object.entries(entries).map(([name, entry]) => ({
  name,
  ...entry,
}));

export const modeNames: readonly string[] = catalogue.map((mode) => mode.name);

/** The mode of that name, or undefined. */
export function findMode(name: string): Mode | undefined {
  return catalogue.find((mode) => mode.name === name);
}
