// Adapts the store of log-ins to @fastify/session, and measures its latest look-up.
import type { SessionStore as FastifySessionStore } from '@fastify/session';
import type { Session } from 'fastify';
import type { LogInStore } from './log-ins/log-in-store.js';
import { tagOf } from './log-ins/user-tag.js';

/** The ID of the session of a visitor who has not logged in. Nothing is stored under it, and no cookie carries it. */
export const noSession = 'no-session';

interface SessionPluginStore extends FastifySessionStore {
  /** Milliseconds of the look-up that is calling back. */
  lookUpMs: number;
  /** When the session that it found expires, in milliseconds since the epoch. */
  foundUntil: number;
}

/** @param ttlSeconds how long the end of a session is remembered that the store has lost */
export function sessionPluginStore(store: LogInStore, ttlSeconds: number): SessionPluginStore {
  const adapter: SessionPluginStore = {
    lookUpMs: 0,
    foundUntil: 0,
    get(id, callback) {
      // An earlier version issued it. No list of its user names it, so an exclusive log-in would not end it.
      if (tagOf(id) === undefined) return callback(null, null);
      const start = performance.now();
      settle(store.find(id), (error, found) => {
        adapter.lookUpMs = performance.now() - start;
        // Only the fields that a request needs: the plugin hashes the session twice a request.
        const isLive = found !== undefined && found !== 'ended';
        adapter.foundUntil = isLive ? found.expiresAt : 0;
        callback(error, isLive ? ({ user: principalOf(found) } as Session) : null);
      });
    },
    // The log-in itself writes the session, once. A later write of the plugin comes from a request in flight, and must not
    // restore a session that has ended meanwhile.
    set: (_id, _session, callback) => callback(),
    destroy(id, callback) {
      if (id === noSession) return callback();
      settle(store.end(id, Date.now() + ttlSeconds * 1000), callback);
    },
  };
  return adapter;
}

function principalOf({ username, issuedBy }: { username: string; issuedBy: string }) {
  return { username, issuedBy };
}

function settle<Value>(
  result: Value | Promise<Value>,
  callback: (error: unknown, value?: Value) => void,
): void {
  if (result instanceof Promise) {
    result.then((value) => callback(null, value), callback);
  } else {
    // One turn of the event loop later, all requests that have arrived have been read, and the answers leave in one burst.
    // An immediate answer to each measured markedly slower.
    setImmediate(callback, null, result);
  }
}
