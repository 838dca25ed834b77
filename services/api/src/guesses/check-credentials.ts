// Checks credentials under attack: a guess at a person's password is counted, waits for its turn, and is then hashed.
import { isIPv6 } from 'node:net';
import { isVirtual, type User, verifyCredentials } from '../users.js';
import type { CountedGuess, Guess, GuessLimiter } from './guess-limiter.js';
import { createHashingQueue } from './hashing-queue.js';

interface Attempt {
  readonly username: string;
  readonly password: string;
  /** The client's. */
  readonly address: string;
  /** Aborted when the client closes its connection. */
  readonly signal: AbortSignal;
  /** Whether wrong guesses at a virtual user count. Wrong guesses at a person always do. */
  readonly isCounted: boolean;
}

interface Checked {
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

/**
 * The network that guesses are counted for: an IPv4 address, or the /64 of an IPv6 address, which belongs to one customer.
 * @param address as Node writes it, such as `203.0.113.7`, `::ffff:203.0.113.7` or `2001:db8::7`
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [text = address] = address.split('%');
  if (!isIPv6(text)) return text;
  const [head = '', tail] = text.split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? 0 : 8 - groups.length - after.length;
  const all = [...groups, ...Array<string>(Math.max(0, zeros)).fill('0'), ...after];
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
