// The store of log-ins as @fastify/session wants it, and what its latest look-up cost.
import type { SessionStore as FastifySessionStore } from '@fastify/session';
import type { Session } from 'fastify';
import type { LogInStore } from './log-ins/log-in-store.js';

export interface SessionPluginStore extends FastifySessionStore {
  /** Milliseconds that the look-up took whose callback is running. */
  lookUpMs: number;
}

/** @param ttlSeconds how long a session that the store has lost is known to have ended */
export function sessionPluginStore(store: LogInStore, ttlSeconds: number): SessionPluginStore {
  const adapter: SessionPluginStore = {
    lookUpMs: 0,
    get(id, callback) {
      const start = performance.now();
      settle(store.find(id), (error, found) => {
        adapter.lookUpMs = performance.now() - start;
        // No more than a request needs: the plugin hashes what it is given, twice a request.
        const isLive = found !== undefined && found !== 'ended';
        callback(error, isLive ? ({ user: principalOf(found) } as Session) : null);
      });
    },
    // A session is written once, by the log-in itself. Whatever the plugin would store later comes from a request in
    // flight, and must not bring back a session that has ended meanwhile.
    set: (_id, _session, callback) => callback(),
    destroy(id, callback) {
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
    // Not at once: a turn of the event loop later, every request that has arrived has been read, and the answers leave
    // in one burst. To answer each as it is read measured markedly slower.
    setImmediate(callback, null, result);
  }
}
