// Checks credentials under attack: a guess at a person's password is counted, waits for its turn, and is then hashed.
import { createHashingQueue } from '../hashing-queue.js';
import { isVirtual, type User, verifyCredentials } from '../users.js';
import type { CountedGuess, Guess, GuessLimiter } from './guess-limiter.js';
import { networkOf } from './network.js';

export interface Attempt {
  readonly username: string;
  readonly password: string;
  /** The client's. */
  readonly address: string;
  /** Aborted when the client closes its connection. */
  readonly signal: AbortSignal;
  /** Whether wrong guesses at a virtual user count. Wrong guesses at a person always do. */
  readonly isCounted: boolean;
}

export interface Checked {
  readonly isRight: boolean;
  /** Undefined: no user has this username and password. */
  readonly user: User | undefined;
  /** The headers of the answer about the user's limit. */
  readonly headers: CountedGuess['headers'];
}

/** @throws Problem (429 or 503), the same whether the user exists or not */
export type CheckCredentials = (attempt: Attempt) => Promise<Checked>;

/** One for the process, as its threads are. */
const queue = createHashingQueue();

export function createCredentialCheck(limiter: GuessLimiter): CheckCredentials {
  async function check(guess: Guess, password: string): Promise<Checked> {
    const { headers, giveBack } = await limiter.count(guess);
    const user = await verifyCredentials(guess.username, password);
    if (user) await giveBack();
    return { isRight: user !== undefined, user, headers };
  }

  return async ({ username, password, address, signal, isCounted }) => {
    if (!isVirtual(username)) {
      const network = networkOf(address);
      return queue.run({ username, network, signal }, () => check({ username, network }, password));
    }
    if (isCounted) return check({ username, network: undefined }, password);
    const user = await verifyCredentials(username, password);
    return { isRight: user !== undefined, user, headers: {} };
  };
}
