// Sessions in the memory of one instance: bounded, expiring, and unknown to every other instance.
import type { SessionData, SessionStore } from './session-store.js';

interface Entry {
  /** Undefined once the session has been destroyed; the entry then keeps a late write out. */
  data: SessionData | undefined;
  readonly expiresAt: number;
}

export interface MemoryStoreOptions {
  readonly ttlSeconds: number;
  /** The oldest sessions go when there are more than this; expired ones go at the next log-in. */
  readonly maxSessions?: number;
}

export interface MemoryStore extends SessionStore {
  /** How many sessions are held, the expired ones that have not been cleared yet among them. */
  readonly size: number;
}

export function memoryStore({ ttlSeconds, maxSessions = 200_000 }: MemoryStoreOptions): MemoryStore {
  // All sessions live equally long, so the order of insertion is the order of expiry.
  const entries = new Map<string, Entry>();

  function makeRoom(now: number): void {
    for (const [id, { expiresAt }] of entries) {
      if (expiresAt > now && entries.size < maxSessions) return;
      entries.delete(id);
    }
  }

  return {
    get(id) {
      const entry = entries.get(id);
      return entry && entry.expiresAt > Date.now() ? entry.data : undefined;
    },
    set(id, data) {
      if (entries.has(id)) return;
      const now = Date.now();
      makeRoom(now);
      entries.set(id, { data, expiresAt: now + ttlSeconds * 1000 });
    },
    destroy(id) {
      const entry = entries.get(id);
      if (entry) entry.data = undefined;
    },
    get size() {
      return entries.size;
    },
  };
}
