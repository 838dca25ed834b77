// A session store as three functions, and its adapter for @fastify/session.
import type { SessionStore as FastifySessionStore } from '@fastify/session';
import type { Session } from 'fastify';
import type { Principal } from '../contract.js';
import { storeUnavailable } from '../store-unavailable.js';

/** What a session remembers. */
export type SessionData = Principal;

/**
 * A store of sessions by ID. A session is written once, at log-in, and an ID that has been destroyed stays destroyed: a
 * write that comes late, from a request in flight during the log-out, must not bring the session back.
 */
export interface SessionStore {
  get(id: string): SessionData | undefined | Promise<SessionData | undefined>;
  set(id: string, data: SessionData): void | Promise<void>;
  destroy(id: string): void | Promise<void>;
}

/** The same store with the callbacks that @fastify/session expects, and what the latest look-up cost. */
export interface SessionStoreAdapter extends FastifySessionStore {
  /** Milliseconds that the look-up took whose callback is running. */
  lookUpMs: number;
}

export function adaptSessionStore(store: SessionStore): SessionStoreAdapter {
  const adapter: SessionStoreAdapter = {
    lookUpMs: 0,
    get(id, callback) {
      const start = performance.now();
      settle(store.get(id), (error, user) => {
        adapter.lookUpMs = performance.now() - start;
        callback(error, user ? ({ user } as Session) : null);
      });
    },
    set(id, session, callback) {
      // `regenerate` stores the new session before anything is in it; an empty session is nothing to remember.
      settle(session.user ? store.set(id, session.user) : undefined, callback);
    },
    destroy(id, callback) {
      settle(store.destroy(id), callback);
    },
  };
  return adapter;
}

function settle<Value>(
  result: Value | Promise<Value>,
  callback: (error: unknown, value?: Value) => void,
): void {
  if (result instanceof Promise) {
    result.then(
      (value) => callback(null, value),
      (cause) => callback(storeUnavailable(cause)),
    );
  } else {
    // Not at once: a turn of the event loop later, every request that has arrived has been read, and the answers leave
    // in one burst. To answer each as it is read measured markedly slower.
    setImmediate(callback, null, result);
  }
}
