// Log-ins in the memory of one instance: bounded, expiring, and unknown to every other instance.
import type { Clock } from '../../instance-state.js';
import {
  type ListedLogIn,
  type LogIn,
  type LogInStore,
  maxLogInsPerUser,
  storeFull,
} from './log-in-store.js';

export interface MemoryStoreOptions {
  readonly now: Clock;
  /**
   * The log-ins that a full store must keep. A session is good if it is found, so its end may be dropped. A token is good
   * unless it is found ended, so its end must be kept.
   */
  readonly mustKeep: 'live' | 'ended';
  /** The limit for live log-ins, and again for ended ones. */
  readonly maxLogIns?: number;
  readonly maxPerUser?: number;
}

export interface MemoryStore extends LogInStore {
  /** The number of entries, including ended and expired ones that have not been cleared yet. */
  readonly size: number;
  /** The number of live log-ins. Looks at each. */
  countLogIns(): number;
}

/** The limit of entries that one request clears, so that no request waits for long. */
const clearedAtOnce = 1000;

export function memoryStore(options: MemoryStoreOptions): MemoryStore {
  const { now, mustKeep, maxLogIns = 200_000, maxPerUser = maxLogInsPerUser } = options;
  // Nearly all have the same lifetime, so the order of insertion is close to the order of expiry.
  const live = new Map<string, LogIn>();
  const idsByUser = new Map<string, Set<string>>();
  /** The time at which each would have expired. */
  const ended = new Map<string, number>();
  const [oldestLive, oldestEnded] = [oldestOf(live), oldestOf(ended)];

  function forget(id: string, { username }: LogIn): void {
    live.delete(id);
    const ids = idsByUser.get(username);
    ids?.delete(id);
    if (ids?.size === 0) idsByUser.delete(username);
  }

  function end(id: string, expiresAt: number): void {
    const logIn = live.get(id);
    if (logIn) forget(id, logIn);
    if (!ended.has(id)) ended.set(id, logIn?.expiresAt ?? expiresAt);
    const [oldest] = oldestEnded() ?? [];
    if (mustKeep === 'live' && ended.size > maxLogIns && oldest) ended.delete(oldest);
  }

  /** Clears from the front, up to the first that has not expired. */
  function clearExpired(): void {
    const time = now();
    for (let cleared = 0; cleared < clearedAtOnce; cleared++) {
      const [id, logIn] = oldestLive() ?? [];
      if (id === undefined || !logIn || logIn.expiresAt > time) break;
      forget(id, logIn);
    }
    for (let cleared = 0; cleared < clearedAtOnce; cleared++) {
      const [id, expiresAt] = oldestEnded() ?? [];
      if (id === undefined || !expiresAt || expiresAt > time) break;
      ended.delete(id);
    }
  }

  /** Looks at all entries, since one with a shorter lifetime may have expired behind the front. */
  function clearAllExpired(): void {
    const time = now();
    for (const [id, expiresAt] of ended) if (expiresAt <= time) ended.delete(id);
  }

  /** @throws Problem (503) if no entry may be dropped */
  function makeRoom(): void {
    clearExpired();
    if (mustKeep === 'ended' && ended.size >= maxLogIns) clearAllExpired();
    if (mustKeep === 'ended' && ended.size >= maxLogIns) throw storeFull();
    const oldest = oldestLive();
    if (live.size >= maxLogIns && oldest) forget(...oldest);
  }

  /** The user's log-in that would expire first. Looks at all of them, at most `maxPerUser`. */
  function soonestToExpire(ids: ReadonlySet<string>): string {
    let soonest = { id: '', expiresAt: Number.POSITIVE_INFINITY };
    for (const id of ids) {
      const { expiresAt } = live.get(id) as LogIn;
      if (expiresAt < soonest.expiresAt) soonest = { id, expiresAt };
    }
    return soonest.id;
  }

  return {
    open(id, logIn, isExclusive) {
      if (live.has(id) || ended.has(id)) return;
      makeRoom();
      const { username, expiresAt } = logIn;
      const ids = idsByUser.get(username) ?? new Set();
      if (isExclusive) for (const other of ids) end(other, expiresAt);
      else if (ids.size >= maxPerUser) end(soonestToExpire(ids), expiresAt);
      live.set(id, logIn);
      idsByUser.set(username, ids.add(id));
    },
    find(id) {
      const logIn = live.get(id);
      if (logIn) return logIn.expiresAt > now() ? logIn : undefined;
      const expiresAt = ended.get(id);
      return expiresAt !== undefined && expiresAt > now() ? 'ended' : undefined;
    },
    end(id, expiresAt) {
      clearExpired();
      end(id, expiresAt);
    },
    list(username) {
      const time = now();
      const listed: ListedLogIn[] = [];
      for (const id of idsByUser.get(username) ?? []) {
        const logIn = live.get(id);
        if (logIn && logIn.expiresAt > time) listed.push({ id, ...logIn });
      }
      return listed;
    },
    get size() {
      return live.size + ended.size;
    },
    countLogIns() {
      const time = now();
      let count = 0;
      for (const { expiresAt } of live.values()) if (expiresAt > time) count += 1;
      return count;
    },
  };
}

/** The number of keys that `oldestOf` reads at once. */
const batch = 1000;

/**
 * Returns a function that returns the oldest remaining entry, in constant time on average. No key is set twice. A Map keeps a gap
 * for each entry that was deleted, and every new iterator passes over all of them; an iterator that is kept keeps the Map's former
 * tables in memory.
 */
export function oldestOf<Key, Value>(map: ReadonlyMap<Key, Value>): () => [Key, Value] | undefined {
  /** The oldest last. */
  let keys: Key[] = [];
  return () => {
    while (map.size > 0) {
      if (keys.length === 0) keys = firstKeys(map).reverse();
      const key = keys.at(-1) as Key;
      const value = map.get(key);
      if (value !== undefined) return [key, value];
      keys.pop();
    }
    return undefined;
  };
}

function firstKeys<Key>(map: ReadonlyMap<Key, unknown>): Key[] {
  const keys: Key[] = [];
  for (const key of map.keys()) if (keys.push(key) === batch) break;
  return keys;
}
