// What a server can remember of log-ins, as four functions. A mode without state has none of this.

/** A log-in as it is remembered. Times are milliseconds since the epoch, by the clock of the instance that made it. */
export interface LogIn {
  readonly username: string;
  /** The instance that logged the user in. */
  readonly issuedBy: string;
  /** What the user logged in with, as the client calls itself (`User-Agent`). */
  readonly device: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** `ended`: it was there, and a log-out or another log-in ended it. Undefined: never seen, expired, or lost. */
export type Found = LogIn | 'ended' | undefined;

/** The first refresh token of a log-in, as hashes: the family that it begins, and the token itself. */
export interface FirstToken {
  readonly family: string;
  readonly hash: string;
}

/** Each user has so many log-ins in a mode at most: one more ends the one that would expire first. */
export const maxLogInsPerUser = 100;

/** The log-ins of a mode by their IDs. Whoever needs an answer at once gets it from memory, and a promise from Redis. */
export interface LogInStore {
  /**
   * Remembers a new log-in, and in the same step its family of refresh tokens (in Redis alone). With `isExclusive` it
   * ends all others of the same user in that step too, so that of any number at once the last one is left. An ID that
   * is known already stays as it is. A store that is full refuses, and then nothing new is remembered.
   */
  open(id: string, logIn: LogIn, isExclusive: boolean, firstToken?: FirstToken): void | Promise<void>;
  find(id: string): Found | Promise<Found>;
  /**
   * What has ended stays ended until it would have expired: at `expiresAt` where the store has never seen it. A store
   * that is full does this too.
   */
  end(id: string, expiresAt: number): void | Promise<void>;
  /** The log-ins of a user that live, `maxLogInsPerUser` at most, the oldest first. */
  list(username: string): readonly ListedLogIn[] | Promise<readonly ListedLogIn[]>;
}

export interface ListedLogIn extends LogIn {
  readonly id: string;
}
