// A key ring: the key that signs, and the keys that are accepted. An overlap has two steps, so that no instance
// gets a signature of a key that it does not have yet.

/** The secret of the cookies, the secret of the tokens, or the published key pairs. */
export const keyRings = ['session', 'jwt', 'published'] as const;
export type KeyRing = (typeof keyRings)[number];

/**
 * `overlap` signs with a new key and still accepts the old, `retire` then drops the old one, `cut` does both at once,
 * `reset` restores the configured key.
 */
export const keyChanges = ['overlap', 'retire', 'cut', 'reset'] as const;
export type KeyChange = (typeof keyChanges)[number];

export interface KeyRingState<Key> {
  readonly signing: Key;
  /** The latest first, the signing key among them. */
  readonly accepted: readonly Key[];
}

/** An instance accepts at most eight. */
const mostAccepted = 8;

export function ringOfOne<Key>(key: Key): KeyRingState<Key> {
  return { signing: key, accepted: [key] };
}

/**
 * The states that lead to the last one. All instances must reach a state before the next one begins.
 * @param makeKey a new key, for `overlap` and `cut`
 * @param configured the key that `reset` restores
 */
export function keyRingSteps<Key>(
  { signing, accepted }: KeyRingState<Key>,
  change: KeyChange,
  makeKey: () => Key,
  configured: Key,
): readonly [...KeyRingState<Key>[], KeyRingState<Key>] {
  switch (change) {
    case 'overlap': {
      const next = makeKey();
      const both = [next, ...accepted].slice(0, mostAccepted);
      return [
        { signing, accepted: both },
        { signing: next, accepted: both },
      ];
    }
    case 'retire':
      return [ringOfOne(signing)];
    case 'cut':
      return [ringOfOne(makeKey())];
    case 'reset':
      return [ringOfOne(configured)];
  }
}
