// Log-ins in the memory of one instance: bounded, expiring, and unknown to every other instance.
import type { Clock } from '../../clock.js';
import type { ListedLogIn, LogIn, LogInStore } from './log-in-store.js';

/** An ended log-in keeps its place until it would have expired, so that it is known to have ended. */
type Entry = LogIn | { readonly ended: true; readonly expiresAt: number };

export interface MemoryStoreOptions {
  readonly now: Clock;
  /** The oldest go when there are more than this; expired ones go at the next log-in. */
  readonly maxLogIns?: number;
}

export interface MemoryStore extends LogInStore {
  /** How many log-ins are held, those among them that ended or expired and have not been cleared yet. */
  readonly size: number;
  /** How many of them live. Looks at each. */
  countLogIns(): number;
}

export function memoryStore({ now, maxLogIns = 200_000 }: MemoryStoreOptions): MemoryStore {
  // Nearly all live equally long, so the order of insertion is the order of expiry, or near it.
  const entries = new Map<string, Entry>();
  const idsByUser = new Map<string, Set<string>>();

  function makeRoom(): void {
    for (const [id, entry] of entries) {
      if (entry.expiresAt > now() && entries.size < maxLogIns) return;
      if ('username' in entry) forget(entry.username, id);
      entries.delete(id);
    }
  }

  function forget(username: string, id: string): void {
    const ids = idsByUser.get(username);
    ids?.delete(id);
    if (ids?.size === 0) idsByUser.delete(username);
  }

  function end(id: string, expiresAt: number): void {
    const entry = entries.get(id);
    if (entry && 'username' in entry) forget(entry.username, id);
    entries.set(id, { ended: true, expiresAt: entry?.expiresAt ?? expiresAt });
  }

  return {
    open(id, logIn, isExclusive) {
      if (entries.has(id)) return;
      makeRoom();
      const { username } = logIn;
      if (isExclusive) for (const other of idsByUser.get(username) ?? []) end(other, logIn.expiresAt);
      entries.set(id, logIn);
      idsByUser.set(username, (idsByUser.get(username) ?? new Set()).add(id));
    },
    find(id) {
      const entry = entries.get(id);
      if (!entry || entry.expiresAt <= now()) return undefined;
      return 'username' in entry ? entry : 'ended';
    },
    end(id, expiresAt) {
      makeRoom();
      end(id, expiresAt);
    },
    list(username) {
      const listed: ListedLogIn[] = [];
      for (const id of idsByUser.get(username) ?? []) {
        const entry = entries.get(id);
        if (entry && 'username' in entry && entry.expiresAt > now()) listed.push({ id, ...entry });
      }
      return listed;
    },
    get size() {
      return entries.size;
    },
    countLogIns() {
      const time = now();
      let count = 0;
      for (const entry of entries.values()) if ('username' in entry && entry.expiresAt > time) count += 1;
      return count;
    },
  };
}
