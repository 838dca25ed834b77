// What an access token must say before anybody acts on it, in the standard's order (RFC 9068 §4, RFC 7519 §4.1).
import { issuer, modeClaim } from '@scale-out-lab/core';
import { type AccessClaims, audienceOf } from './claims.js';
import { clockToleranceSeconds } from './clock-tolerance.js';
import { parseObject } from './parse-object.js';
import type { Signed } from './signature.js';
import { type RefusalCode, TokenRefused } from './token-refused.js';

export interface Expected {
  readonly mode: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** As long as `JWT_TTL` can make it. */
const longestLifeSeconds = 86_400;

/**
 * The claims of a token whose signature is good.
 * @throws TokenRefused `malformed` for what is no set of claims, `invalid-claims`, or `expired`
 */
export function checkClaims({ header, payload }: Signed, expected: Expected): AccessClaims {
  const claims = parseObject(payload);
  if (!claims) throw new TokenRefused('malformed', 'The payload is not a JSON object.');
  if (!isAccessTokenType(header.typ)) {
    throw new TokenRefused('invalid-claims', 'The header does not say that this is an access token (typ).');
  }
  const amiss = Object.entries(types).find(([claim, isOfType]) => !isOfType(claims[claim]));
  if (amiss) {
    throw new TokenRefused('invalid-claims', `The claim "${amiss[0]}" is missing or not of its type.`);
  }
  const access = claims as AccessClaims;
  const { mode } = expected;
  const now = Math.floor(expected.now / 1000);
  const fault = faults.find(({ isFound }) => isFound(access, mode, now));
  if (fault) throw new TokenRefused(fault.code, fault.detail);
  return access;
}

/** A media type: in any case, with or without its first part (RFC 7515 §4.1.9, RFC 9068 §2.1). */
function isAccessTokenType(typ: unknown): boolean {
  return typeof typ === 'string' && /^(application\/)?at\+jwt$/i.test(typ);
}

const isText = (value: unknown) => typeof value === 'string' && value !== '';
const isTime = (value: unknown) => Number.isSafeInteger(value);
const isAudience = (value: unknown) => [value].flat().every(isText);

/** Of these none may be missing but the last, whoever signed the token. */
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

interface Fault {
  readonly code: RefusalCode;
  readonly detail: string;
  isFound(claims: AccessClaims, mode: string, now: number): boolean;
}

/** The last two together bound what is left of a token's life: a day and the tolerance. */
const faults: readonly Fault[] = [
  {
    code: 'invalid-claims',
    detail: 'Another issuer issued the token (iss).',
    isFound: ({ iss }) => iss !== issuer,
  },
  {
    code: 'invalid-claims',
    detail: 'The token is for another mode (aud).',
    isFound: ({ aud }, mode) => ![aud].flat().includes(audienceOf(mode)),
  },
  {
    code: 'invalid-claims',
    detail: `The token names another mode (${modeClaim}).`,
    isFound: (claims, mode) => claims[modeClaim] !== mode,
  },
  {
    code: 'invalid-claims',
    detail: 'The token speaks for one user and shows the name of another (sub, username).',
    isFound: ({ sub, username }) => sub !== username,
  },
  {
    code: 'invalid-claims',
    detail: 'The token is not valid yet (nbf).',
    isFound: ({ nbf }, _mode, now) => nbf > now,
  },
  {
    code: 'expired',
    detail: 'The token has expired (exp).',
    isFound: ({ exp }, _mode, now) => exp <= now,
  },
  {
    code: 'invalid-claims',
    detail: 'The token was issued in the future (iat).',
    isFound: ({ iat }, _mode, now) => iat > now + clockToleranceSeconds,
  },
  {
    code: 'invalid-claims',
    detail: 'The token would live longer than any that is issued (exp, iat).',
    isFound: ({ exp, iat }) => exp - iat > longestLifeSeconds,
  },
];
