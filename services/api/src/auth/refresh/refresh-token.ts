// The refresh token: 256 random bits that say nothing, of which the server keeps hashes alone.
import { createHash, randomBytes } from 'node:crypto';

const halfBytes = 16;
const form = /^[\w-]{43}$/;

/**
 * The first 128 bits are the family's, the others this token's. So any token that was ever given out is known to
 * belong to its family, however long ago it was spent, and nobody who never had one can name a family.
 */
export interface RefreshToken {
  /** What the client gets: base64url, 43 characters. */
  readonly text: string;
  /** Hash of the family's half: finds the family. */
  readonly family: string;
  /** Hash of the whole: tells this token from all others of the family. */
  readonly hash: string;
}

/** A new token: of a new family, or the next one of the family that `previous` belongs to. */
export function createRefreshToken(previous?: RefreshToken): RefreshToken {
  const familyHalf = previous
    ? Buffer.from(previous.text, 'base64url').subarray(0, halfBytes)
    : randomBytes(halfBytes);
  return describe(Buffer.concat([familyHalf, randomBytes(halfBytes)]));
}

/** Undefined for what cannot be a token, in its one spelling. */
export function parseRefreshToken(text: string): RefreshToken | undefined {
  if (!form.test(text)) return undefined;
  const token = describe(Buffer.from(text, 'base64url'));
  return token.text === text ? token : undefined;
}

function describe(bytes: Buffer): RefreshToken {
  const family = hashOf(bytes.subarray(0, halfBytes));
  return { text: bytes.toString('base64url'), family, hash: hashOf(bytes) };
}

/** No salt and no cost: there is nothing to guess in 128 random bits. */
function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('base64url');
}
