// The server's memory of log-ins: four functions. A mode without state has no such store. A store that fails lets no user in, or
// out: every failure of Redis becomes a 503 with the time of a retry.
import { Problem } from '../../problem.js';

/** A remembered log-in. Times are milliseconds since the epoch, by the clock of the instance that created it. */
export interface LogIn {
  readonly username: string;
  /** The instance that logged the user in. */
  readonly issuedBy: string;
  /** The client's name for itself (`User-Agent`). */
  readonly device: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  /** The session at the OpenID provider through which the user signed in. */
  readonly providerSession?: string;
}

/** `ended`: a log-out or another log-in ended it. Undefined: never seen, expired, or lost. */
type Found = LogIn | 'ended' | undefined;

/** The first refresh token of a log-in, as hashes: the family that it begins, and the token itself. */
interface FirstToken {
  readonly family: string;
  readonly hash: string;
}

/** The limit of log-ins of one user in a mode: one more ends the log-in that would expire first. */
export const maxLogInsPerUser = 100;

/** The log-ins of a mode by their IDs. A store in memory answers at once, a store in Redis with a promise. */
export interface LogInStore {
  /**
   * Remembers a new log-in, and in the same step its family of refresh tokens (only in Redis). With `isExclusive` it
   * ends all others of the same user in that step too, so that of any number at once the last one is left. An ID that
   * is known already stays as it is. A store that is full refuses, and then nothing new is remembered.
   */
  open(id: string, logIn: LogIn, isExclusive: boolean, firstToken?: FirstToken): void | Promise<void>;
  find(id: string): Found | Promise<Found>;
  /**
   * An ended log-in stays ended until it would have expired, or until `expiresAt` if the store has never seen it. A store
   * that is full does this too.
   */
  end(id: string, expiresAt: number): void | Promise<void>;
  /** The log-ins of a user that live, `maxLogInsPerUser` at most, the oldest first. */
  list(username: string): readonly ListedLogIn[] | Promise<readonly ListedLogIn[]>;
}

export interface ListedLogIn extends LogIn {
  readonly id: string;
}

/** The same store, but its promises reject only with a Problem. */
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

/** @param whenFull a sentence about a change that a full Redis makes although it refuses */
function guard<Value>(answer: Value | Promise<Value>, whenFull = ''): Value | Promise<Value> {
  if (!(answer instanceof Promise)) return answer;
  return answer.catch((cause) => {
    throw storeUnavailable(cause, whenFull);
  });
}

const full =
  'New log-ins are refused. Existing ones still work, and so does log-out. Try again in ten seconds.';

/** @param done a sentence about a change that was made although the request is refused */
export function storeUnavailable(cause: unknown, done = ''): Problem {
  if (isFull(cause)) {
    return unavailable(['Redis has reached its memory limit.', full, done], 10, cause);
  }
  return unavailable([reasonOf(cause), 'Try again in a second.'], 1, cause);
}

/** The errors of Redis, in words. */
const reasons = {
  NOREPLICAS: 'Redis has fewer replicas than it needs for a write, and refuses it.',
  CLUSTERDOWN: 'No node of the Redis Cluster serves the slot of this user.',
};
const silence = 'This request needs Redis, and Redis gives no valid answer.';

function reasonOf(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : '';
  return Object.entries(reasons).find(([code]) => message.includes(code))?.[1] ?? silence;
}

/** The memory of an instance holds the maximum of ended log-ins, and must not drop any of them yet. */
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
