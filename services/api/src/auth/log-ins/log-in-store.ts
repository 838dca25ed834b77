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

/** The log-ins of a mode by their IDs. Whoever needs an answer at once gets it from memory, and a promise from Redis. */
export interface LogInStore {
  /**
   * Remembers a new log-in. With `isExclusive` it ends all others of the same user in the same step, so that of any
   * number at once the last one is left. An ID that is known already stays as it is.
   */
  open(id: string, logIn: LogIn, isExclusive: boolean): void | Promise<void>;
  find(id: string): Found | Promise<Found>;
  /** What has ended stays ended until it would have expired: at `expiresAt` where the store has never seen it. */
  end(id: string, expiresAt: number): void | Promise<void>;
  /** The log-ins of a user that live, the oldest first. */
  list(username: string): readonly ListedLogIn[] | Promise<readonly ListedLogIn[]>;
}

export interface ListedLogIn extends LogIn {
  readonly id: string;
}
