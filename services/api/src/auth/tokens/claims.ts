// What a token says: registered, public and private claims (RFC 7519 §4), and to whom it says it.
import { issuer } from '@scale-out-lab/core';
import type { JWTPayload } from 'jose';

/** A token is for one mode: what one mode issues, another refuses (RFC 8725 §3.9). */
export function audienceOf(mode: string): string {
  return `${issuer}/api/${mode}`;
}

/** The OAuth client that the lab's pages are: a token says whom it was issued to (RFC 9068 §2.2). */
export const clientId = 'scale-out-lab';

/** The claims of an access token. Private claims are those that only this lab understands. */
export interface AccessClaims extends JWTPayload {
  readonly sub: string;
  readonly exp: number;
  readonly nbf: number;
  readonly iat: number;
  readonly jti: string;
  readonly client_id: string;
  /** The log-in that the token belongs to, where it is one of several (as in OpenID Connect). */
  readonly sid?: string;
  readonly username: string;
  readonly issued_by: string;
}
