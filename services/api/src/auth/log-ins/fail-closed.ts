// A store that cannot be asked lets nobody in, or out: every failure of Redis becomes a 503.
import { storeUnavailable } from '../store-unavailable.js';
import type { LogInStore } from './log-in-store.js';

/** The same store, whose promises reject with a Problem alone. */
export function failClosed(store: LogInStore): LogInStore {
  return {
    open: (id, logIn, isExclusive, firstToken) =>
      guard(store.open(id, logIn, isExclusive, firstToken), isExclusive ? othersEnded : ''),
    find: (id) => guard(store.find(id)),
    end: (id, expiresAt) => guard(store.end(id, expiresAt)),
    list: (username) => guard(store.list(username)),
  };
}

/** A full Redis refuses an exclusive log-in, and ends the others all the same. */
const othersEnded = 'The other log-ins have ended.';

/** @param whenFull what a full Redis has carried out although it refuses */
function guard<Value>(answer: Value | Promise<Value>, whenFull = ''): Value | Promise<Value> {
  if (!(answer instanceof Promise)) return answer;
  return answer.catch((cause) => {
    throw storeUnavailable(cause, whenFull);
  });
}
