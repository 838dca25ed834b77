// Issuing an access token (RFC 7519, RFC 9068).
import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type { KeyRing } from '../../keys/key-ring.js';
import type { User } from '../../users.js';
import { audienceOf, issuer, modeClaim } from './claims.js';

export interface TokenTerms {
  readonly mode: string;
  readonly instanceId: string;
  readonly ttlSeconds: number;
}

/** Another instance's clock may be behind, and must not take a new token for one of the future. */
const clockSkewSeconds = 30;

/** A signed token for the user, valid for `ttlSeconds` from now. */
export function issueToken(
  user: User,
  keys: KeyRing,
  { mode, instanceId, ttlSeconds }: TokenTerms,
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ [modeClaim]: mode, username: user.username, issued_by: instanceId })
    .setProtectedHeader({ alg: keys.algorithm, typ: 'at+jwt', kid: keys.kid })
    .setIssuer(issuer)
    .setSubject(user.username)
    .setAudience(audienceOf(mode))
    .setIssuedAt(now)
    .setNotBefore(now - clockSkewSeconds)
    .setExpirationTime(now + ttlSeconds)
    .setJti(randomUUID())
    .sign(keys.signingKey);
}
