// A store that cannot be asked lets nobody in, or out: what Redis fails at becomes 503, whoever asked.
import { storeUnavailable } from '../store-unavailable.js';
import type { LogInStore } from './log-in-store.js';

/** The same store, whose promises reject with a Problem alone. */
export function failClosed(store: LogInStore): LogInStore {
  return {
    open: (id, logIn, isExclusive) => guard(store.open(id, logIn, isExclusive)),
    find: (id) => guard(store.find(id)),
    end: (id, expiresAt) => guard(store.end(id, expiresAt)),
    list: (username) => guard(store.list(username)),
  };
}

function guard<Value>(answer: Value | Promise<Value>): Value | Promise<Value> {
  return answer instanceof Promise ? answer.catch(refuse) : answer;
}

function refuse(cause: unknown): never {
  throw storeUnavailable(cause);
}
