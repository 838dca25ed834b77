// The answers when a store cannot do what it is asked: refuse, and say when to try again.
import { Problem } from '../problem.js';

const full = 'New log-ins are refused; those that exist go on, and log-out works. Try again in ten seconds.';

/**
 * 503: nobody is let in, or out, on the word of a store that cannot be asked.
 * @param done what was carried out all the same, as a sentence
 */
export function storeUnavailable(cause: unknown, done = ''): Problem {
  if (isFull(cause)) {
    return refuse(['Redis has reached its memory limit.', full, done], 10, cause);
  }
  const silence = 'This mode asks Redis about every log-in, and Redis does not answer as it should.';
  return refuse([silence, 'Try again in a second.'], 1, cause);
}

/** 503: the memory of an instance holds as many ended log-ins as it may, and none of them may be forgotten yet. */
export function storeFull(): Problem {
  return refuse(['This instance can remember no more log-ins until some that have ended expire.', full], 10);
}

function refuse(sentences: readonly string[], retryAfterSeconds: number, cause?: unknown): Problem {
  const detail = sentences.filter(Boolean).join(' ');
  return new Problem('store-unavailable', detail, {
    cause,
    headers: { 'retry-after': String(retryAfterSeconds) },
  });
}

/** Redis says OOM where a command would need memory beyond `maxmemory`. */
function isFull(cause: unknown): boolean {
  return cause instanceof Error && /\bOOM\b/.test(cause.message);
}
