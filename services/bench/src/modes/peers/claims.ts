// What the peers' tokens say: the claims of an instance's access token, so that all have as much to parse and check.

import { randomUUID } from 'node:crypto';
import { issuer, modeClaim } from '@scale-out-lab/core';
import { peerId } from './users.js';

export const audience = `${issuer}/api/peer`;
export const header = { alg: 'HS256', typ: 'at+jwt', kid: 'shared-0123456789a' } as const;

export function claimsOf(username: string) {
  const now = Math.floor(Date.now() / 1000);
  return {
    [modeClaim]: 'peer',
    username,
    issued_by: peerId,
    client_id: 'scale-out-lab',
    iss: issuer,
    sub: username,
    aud: audience,
    iat: now,
    nbf: now,
    exp: now + 900,
    jti: randomUUID(),
  };
}

/** The claims that a route reads once the token has been verified. */
export type VerifiedClaims = Pick<ReturnType<typeof claimsOf>, 'username' | 'issued_by'>;
