// Watches the key directory, so that a check of a token knows at once which keys are published, and never by old data.
import { atIntervals } from './at-intervals.js';
import type { KeyDirectory } from './key-directory.js';
import { importPublicKey, type TrustedKey } from './key-pair.js';

export interface DirectoryWatch {
  /** Whether the key was published a moment ago. Also false if the last look is too old; `find` looks again. */
  isPublished(kid: string): boolean;
  /** Looks at the directory unless the key is known to be published. */
  find(kid: string): Promise<TrustedKey | undefined>;
  /** Looks at the directory, and resolves to all published keys. */
  look(): Promise<readonly TrustedKey[]>;
  close(): void;
}

/** The interval of its own looks. */
const watchEveryMs = 200;
/** How long a look counts if the next one is late, because the process or the disk stalls. */
const freshMs = 500;
/** The shortest interval, so that invented names of keys do not cause endless looks. */
const lookEveryMs = 50;

export function watchDirectory(directory: KeyDirectory): DirectoryWatch {
  let seen = new Map<string, TrustedKey>();
  let seenAt = Number.NEGATIVE_INFINITY;

  const isPublished = (kid: string) => seen.has(kid) && performance.now() - seenAt < freshMs;
  const look = atIntervals(lookEveryMs, async () => {
    const startedAt = performance.now();
    const keys = await Promise.all((await directory.list()).map(readOnce));
    // One look may overtake another. The one that began later counts.
    if (startedAt < seenAt) return [...seen.values()];
    seen = new Map(keys.filter((key) => key !== undefined).map((key) => [key.jwk.kid, key]));
    seenAt = startedAt;
    return [...seen.values()];
  });

  async function readOnce(kid: string): Promise<TrustedKey | undefined> {
    const known = seen.get(kid);
    if (known) return known;
    const jwk = await directory.read(kid);
    return jwk && importPublicKey(jwk);
  }

  const watching = setInterval(() => look().catch(() => {}), watchEveryMs).unref();
  return {
    isPublished,
    look,
    async find(kid) {
      if (!isPublished(kid)) await look();
      return seen.get(kid);
    },
    close: () => clearInterval(watching),
  };
}
