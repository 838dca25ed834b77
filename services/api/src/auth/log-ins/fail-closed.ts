// A store that fails lets no user in, or out: every failure of Redis becomes a 503 that says when to retry.
import { Problem } from '../../problem.js';
import type { LogInStore } from './log-in-store.js';

/** The same store, whose promises reject only with a Problem. */
export function failClosed(store: LogInStore): LogInStore {
  return {
    open: (id, logIn, isExclusive, firstToken) =>
      guard(store.open(id, logIn, isExclusive, firstToken), isExclusive ? othersEnded : ''),
    find: (id) => guard(store.find(id)),
    end: (id, expiresAt) => guard(store.end(id, expiresAt)),
    list: (username) => guard(store.list(username)),
  };
}

/** A full Redis refuses an exclusive log-in, but ends the others. */
const othersEnded = 'The other log-ins have ended.';

/** @param whenFull what a full Redis has done although it refuses */
function guard<Value>(answer: Value | Promise<Value>, whenFull = ''): Value | Promise<Value> {
  if (!(answer instanceof Promise)) return answer;
  return answer.catch((cause) => {
    throw storeUnavailable(cause, whenFull);
  });
}

const full =
  'New log-ins are refused. Existing ones still work, and so does log-out. Try again in ten seconds.';

/** @param done what was done all the same, as a sentence */
export function storeUnavailable(cause: unknown, done = ''): Problem {
  if (isFull(cause)) {
    return unavailable(['Redis has reached its memory limit.', full, done], 10, cause);
  }
  const silence = 'This mode asks Redis about every log-in, and Redis does not answer as it should.';
  return unavailable([silence, 'Try again in a second.'], 1, cause);
}

/** The memory of an instance holds as many ended log-ins as it may, and must not forget any of them yet. */
export function storeFull(): Problem {
  return unavailable(
    ['This instance cannot remember more log-ins until some that have ended expire.', full],
    10,
  );
}

function unavailable(sentences: readonly string[], retryAfterSeconds: number, cause?: unknown): Problem {
  const detail = sentences.filter(Boolean).join(' ');
  const headers = { 'retry-after': String(retryAfterSeconds) };
  return new Problem('store-unavailable', detail, { cause, headers });
}

/** Redis answers OOM to a command that would need memory beyond `maxmemory`. */
function isFull(cause: unknown): boolean {
  return cause instanceof Error && /\bOOM\b/.test(cause.message);
}
