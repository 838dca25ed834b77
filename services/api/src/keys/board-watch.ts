// Keeps an eye on the board: which keys are up is known at once when a token is checked, and is never old news.
import { atIntervals } from './at-intervals.js';
import type { KeyBoard } from './key-board.js';
import { importPublicKey, type TrustedKey } from './key-pair.js';

export interface BoardWatch {
  /** Whether the key was up a moment ago. False, too, when nobody has looked since: `find` does. */
  isUp(kid: string): boolean;
  /** Looks at the board unless it is known that the key is up. */
  find(kid: string): Promise<TrustedKey | undefined>;
  /** Looks at the board, and resolves to all the keys that are up. */
  look(): Promise<readonly TrustedKey[]>;
  close(): void;
}

/** How often it looks by itself. */
const watchEveryMs = 200;
/** How long it vouches for what it saw, should it not get to look again: a process can be held up, or a disk. */
const freshMs = 500;
/** Whoever makes up names of keys cannot make it look all the time. */
const lookEveryMs = 50;

export function watchBoard(board: KeyBoard): BoardWatch {
  let seen = new Map<string, TrustedKey>();
  let seenAt = Number.NEGATIVE_INFINITY;

  const isUp = (kid: string) => seen.has(kid) && performance.now() - seenAt < freshMs;
  const look = atIntervals(lookEveryMs, async () => {
    const startedAt = performance.now();
    const keys = await Promise.all((await board.list()).map(readOnce));
    // One look may overtake another; the one that began later knows better.
    if (startedAt < seenAt) return [...seen.values()];
    seen = new Map(keys.filter((key) => key !== undefined).map((key) => [key.jwk.kid, key]));
    seenAt = startedAt;
    return [...seen.values()];
  });

  async function readOnce(kid: string): Promise<TrustedKey | undefined> {
    const known = seen.get(kid);
    if (known) return known;
    const jwk = await board.read(kid);
    return jwk && importPublicKey(jwk);
  }

  const watching = setInterval(() => look().catch(() => {}), watchEveryMs).unref();
  return {
    isUp,
    look,
    async find(kid) {
      if (!isUp(kid)) await look();
      return seen.get(kid);
    },
    close: () => clearInterval(watching),
  };
}
