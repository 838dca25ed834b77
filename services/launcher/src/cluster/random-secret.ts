// A secret for one cluster: made at its start, and gone with it.
import { randomBytes } from 'node:crypto';

/** 32 random bytes, in characters that a header may hold. */
export function randomSecret(): string {
  return randomBytes(32).toString('base64url');
}
