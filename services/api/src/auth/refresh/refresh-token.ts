// The refresh token: 256 bits that say nothing. The server keeps hashes of it, and the salt that derives the next one.
import { createHash, createHmac, randomBytes } from 'node:crypto';

const halfBytes = 16;
const form = /^[\w-]{43}$/;

/**
 * The first 128 bits are the family's, the others this token's. So the server knows the family of every token that it
 * ever issued, however long ago it was spent. Only a client that held such a token can name the family.
 */
export interface RefreshToken {
  /** The token as the client holds it: base64url, 43 characters. */
  readonly text: string;
  /** Hash of the family's half: finds the family. */
  readonly family: string;
  /** Hash of the whole: tells this token from all others of the family. */
  readonly hash: string;
}

/** The first token of a new family. */
export function createRefreshToken(): RefreshToken {
  return describe(randomBytes(2 * halfBytes));
}

/**
 * The descendant of a token: the same for the same salt. It takes both to derive it, so that neither a copy of the store
 * nor an old token is enough.
 */
export function descendantOf({ text }: RefreshToken, salt: string): RefreshToken {
  const bytes = Buffer.from(text, 'base64url');
  const ownHalf = createHmac('sha256', bytes).update(salt).digest().subarray(0, halfBytes);
  return describe(Buffer.concat([bytes.subarray(0, halfBytes), ownHalf]));
}

export function createSalt(): string {
  return randomBytes(halfBytes).toString('base64url');
}

/** Undefined unless the text can be a token, in its one spelling. */
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
