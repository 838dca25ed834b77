// The server's memory of log-ins: four functions. A mode without state has no such store.

/** A remembered log-in. Times are milliseconds since the epoch, by the clock of the instance that created it. */
export interface LogIn {
  readonly username: string;
  /** The instance that logged the user in. */
  readonly issuedBy: string;
  /** The client's name for itself (`User-Agent`). */
  readonly device: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** `ended`: a log-out or another log-in ended it. Undefined: never seen, expired, or lost. */
export type Found = LogIn | 'ended' | undefined;

/** The first refresh token of a log-in, as hashes: the family that it begins, and the token itself. */
export interface FirstToken {
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
