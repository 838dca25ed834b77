// Issues an access token (RFC 7519, RFC 9068).
import { clockToleranceSeconds, issuer, modeClaim } from '@scale-out-lab/core';
import { SignJWT } from 'jose';
import type { Clock } from '../../instance-state.js';
import type { KeyRing } from '../../keys/rings.js';
import { audienceOf, clientId } from './claims.js';

/** The claims of one token that differ from log-in to log-in. */
export interface NewToken {
  readonly username: string;
  readonly jti: string;
  readonly sid?: string;
  readonly seconds: number;
}

/** The mode and the instance that issue tokens, and verify them. */
export interface TokenIssuer {
  readonly keys: KeyRing;
  readonly mode: string;
  readonly instanceId: string;
  readonly now: Clock;
}

/** A signed token for the user, valid for `seconds` from now. */
export function issueToken(
  { username, jti, sid, seconds }: NewToken,
  { keys, mode, instanceId, now }: TokenIssuer,
): Promise<string> {
  const issuedAt = Math.floor(now() / 1000);
  const own = { [modeClaim]: mode, username, issued_by: instanceId, client_id: clientId };
  return new SignJWT({ ...own, ...(sid && { sid }) })
    .setProtectedHeader({ alg: keys.algorithm, typ: 'at+jwt', kid: keys.kid })
    .setIssuer(issuer)
    .setSubject(username)
    .setAudience(audienceOf(mode))
    .setIssuedAt(issuedAt)
    .setNotBefore(issuedAt - clockToleranceSeconds)
    .setExpirationTime(issuedAt + seconds)
    .setJti(jti)
    .sign(keys.signingKey);
}
