// The claims of an access token: those that an instance issues (RFC 7519 §4), and those that it accepts (RFC 9068 §4).
import { clockToleranceSeconds, issuer, modeClaim } from '@scale-out-lab/core';
import { type JWTPayload, SignJWT } from 'jose';
import type { Clock } from '../../instance-state.js';
import type { KeyRing } from '../../keys/rings.js';
import { refuseToken } from '../../problem.js';
import { parseObject, type Signed } from './signature.js';

/** A token is for one mode; all other modes refuse it (RFC 8725 §3.9). */
function audienceOf(mode: string): string {
  return `${issuer}/api/${mode}`;
}

/** The OAuth client of the lab's pages: a token names the client it was issued to (RFC 9068 §2.2). */
const clientId = 'scale-out-lab';

/** Private claims are those that only this lab understands. */
interface AccessClaims extends JWTPayload {
  readonly sub: string;
  readonly exp: number;
  readonly nbf: number;
  readonly iat: number;
  readonly jti: string;
  readonly client_id: string;
  /** The log-in that the token belongs to, if a log-in has several tokens (as in OpenID Connect). */
  readonly sid?: string;
  readonly username: string;
  readonly issued_by: string;
}

interface Expected {
  readonly mode: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** The longest lifetime that `JWT_TTL` can give a token. */
const longestLifeSeconds = 86_400;

/**
 * The claims of a token with a valid signature, checked in the standard's order.
 * @throws Problem `malformed` if the payload is no object, `invalid-claims`, or `expired`
 */
export function checkClaims({ header, payload }: Signed, expected: Expected): AccessClaims {
  const claims = parseObject(payload);
  if (!claims) return refuseToken('malformed', 'The payload is not a JSON object.');
  if (!isAccessTokenType(header.typ)) {
    refuseToken('invalid-claims', 'The header does not say that this is an access token (typ).');
  }
  const invalidClaim = Object.entries(types).find(([claim, isOfType]) => !isOfType(claims[claim]));
  if (invalidClaim) {
    refuseToken('invalid-claims', `The claim "${invalidClaim[0]}" is missing or not of its type.`);
  }
  const access = claims as AccessClaims;
  const now = Math.floor(expected.now / 1000);
  const failed = checks.find(({ fails }) => fails(access, expected.mode, now));
  if (failed) refuseToken(failed.code, failed.detail);
  return access;
}

/** A media type: in any case, with or without its first part (RFC 7515 §4.1.9, RFC 9068 §2.1). */
function isAccessTokenType(typ: unknown): boolean {
  return typeof typ === 'string' && /^(application\/)?at\+jwt$/i.test(typ);
}

const isText = (value: unknown) => typeof value === 'string' && value !== '';
const isTime = (value: unknown) => Number.isSafeInteger(value);
const isAudience = (value: unknown) => [value].flat().every(isText);

/** Every claim but `sid` is required. */
const types: Readonly<Record<string, (value: unknown) => boolean>> = {
  iss: isText,
  sub: isText,
  aud: isAudience,
  exp: isTime,
  nbf: isTime,
  iat: isTime,
  jti: isText,
  client_id: isText,
  username: isText,
  issued_by: isText,
  sid: (value) => value === undefined || isText(value),
};

/** The clock of this instance is behind that of the issuer by more than the tolerance. */
export const notYetValid = 'The token is not valid yet (nbf).';

interface Check {
  readonly code: 'invalid-claims' | 'expired';
  readonly detail: string;
  fails(claims: AccessClaims, mode: string, now: number): boolean;
}

/** The last two together limit the rest of a token's life to a day and the tolerance. */
const checks: readonly Check[] = [
  {
    code: 'invalid-claims',
    detail: 'Another issuer issued the token (iss).',
    fails: ({ iss }) => iss !== issuer,
  },
  {
    code: 'invalid-claims',
    detail: 'The token is for another mode (aud).',
    fails: ({ aud }, mode) => ![aud].flat().includes(audienceOf(mode)),
  },
  {
    code: 'invalid-claims',
    detail: `The token names another mode (${modeClaim}).`,
    fails: (claims, mode) => claims[modeClaim] !== mode,
  },
  {
    code: 'invalid-claims',
    detail: 'The token names two different users (sub, username).',
    fails: ({ sub, username }) => sub !== username,
  },
  {
    code: 'invalid-claims',
    detail: notYetValid,
    fails: ({ nbf }, _mode, now) => nbf > now,
  },
  {
    code: 'expired',
    detail: 'The token has expired (exp).',
    fails: ({ exp }, _mode, now) => exp <= now,
  },
  {
    code: 'invalid-claims',
    detail: 'The token was issued in the future (iat).',
    fails: ({ iat }, _mode, now) => iat > now + clockToleranceSeconds,
  },
  {
    code: 'invalid-claims',
    detail: 'The lifetime of the token is longer than any that is issued (exp, iat).',
    fails: ({ exp, iat }) => exp - iat > longestLifeSeconds,
  },
];

/** The claims of one token that differ from log-in to log-in. */
interface NewToken {
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

/** A signed token for the user (RFC 7519, RFC 9068), valid for `seconds` from now. */
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
