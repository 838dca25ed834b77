// The answer when a store does not: refuse, and say when to try again.
import { Problem } from '../problem.js';

/** 503: nobody is let in, or out, on the word of a store that cannot be asked. */
export function storeUnavailable(cause: unknown): Problem {
  const detail =
    'This mode asks Redis about every log-in, and Redis does not answer as it should. Try again in a second.';
  return new Problem('store-unavailable', detail, { cause, headers: { 'retry-after': '1' } });
}
