// Notes: short texts by key that expire, in the memory of one instance or in Redis, where every instance finds them.

import { storeUnavailable } from '../auth/log-ins/log-in-store.js';
import type { Clock } from '../instance-state.js';
import type { RedisClient } from '../redis.js';
import { keyspaceOf, type RestoreEpoch } from '../restore-epoch.js';

export interface Notes {
  /** Each function rejects with a Problem (503) if the store does not answer. Another text of the key is replaced. */
  put(key: string, text: string, seconds: number): Promise<void>;
  /** Resolves to whether the key is new. Otherwise the first text stays. */
  add(key: string, text: string, seconds: number): Promise<boolean>;
  find(key: string): Promise<string | undefined>;
  /** Finds a note and deletes it, in one step. */
  take(key: string): Promise<string | undefined>;
}

export interface NotesOptions {
  readonly mode: string;
  readonly redis: RedisClient;
  readonly epoch: RestoreEpoch;
  readonly now: Clock;
}

export const notesIn = {
  memory: ({ now }) => inMemory(now),
  redis: inRedis,
} satisfies Record<string, (options: NotesOptions) => Notes>;

/** At most so many at once; the oldest makes room for the next. */
const mostInMemory = 10_000;

function inMemory(now: Clock): Notes {
  const notes = new Map<string, { readonly text: string; readonly expiresAt: number }>();

  function find(key: string): string | undefined {
    const note = notes.get(key);
    return note && note.expiresAt > now() ? note.text : undefined;
  }

  function put(key: string, text: string, seconds: number): void {
    notes.delete(key);
    const [oldest] = notes.keys();
    if (oldest !== undefined && notes.size >= mostInMemory) notes.delete(oldest);
    notes.set(key, { text, expiresAt: now() + seconds * 1000 });
  }

  return {
    put: async (key, text, seconds) => put(key, text, seconds),
    async add(key, text, seconds) {
      if (find(key) !== undefined) return false;
      put(key, text, seconds);
      return true;
    },
    find: async (key) => find(key),
    async take(key) {
      const text = find(key);
      notes.delete(key);
      return text;
    },
  };
}

function inRedis({ redis, mode, epoch }: NotesOptions): Notes {
  const keyOf = (key: string) => `sign-in:${keyspaceOf(mode, epoch)}:${key}`;
  return {
    put: async (key, text, seconds) => void (await answerOf(redis.set(keyOf(key), text, 'EX', seconds))),
    add: async (key, text, seconds) =>
      (await answerOf(redis.set(keyOf(key), text, 'EX', seconds, 'NX'))) === 'OK',
    find: async (key) => (await answerOf(redis.get(keyOf(key)))) ?? undefined,
    take: async (key) => (await answerOf(redis.getdel(keyOf(key)))) ?? undefined,
  };
}

async function answerOf<Value>(answer: Promise<Value>): Promise<Value> {
  return answer.catch((cause) => {
    throw storeUnavailable(cause);
  });
}
