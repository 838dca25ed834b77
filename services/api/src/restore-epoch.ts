// The restore epoch: a name in the key of everything that a mode keeps in Redis, and in the IDs of tokens. A new name after a
// restore ends everything older, whatever the backup contains.

/** One for the whole instance. The control port changes it. */
export interface RestoreEpoch {
  /** Empty: none is set. */
  current: string;
}

/** The accepted values of `RESTORE_EPOCH`. */
export const epochForm = /^[a-z0-9-]{1,32}$/;

/** The name of a mode in the keys of Redis. */
export const keyspaceOf = (mode: string, { current }: RestoreEpoch): string =>
  current ? `${mode}@${current}` : mode;

/** The ID of a token's log-in: `<tag>.<random>`, or `<tag>.<epoch>.<random>`. */
export const idOfEpoch = (tag: string, { current }: RestoreEpoch, random: string): string =>
  current ? `${tag}.${current}.${random}` : `${tag}.${random}`;

/** Whether a token was issued in this epoch. Only then is its absence from the denylist meaningful. */
export function isOfEpoch(id: string, { current }: RestoreEpoch): boolean {
  const parts = id.split('.');
  return (parts.length === 3 ? parts[1] : '') === current;
}
