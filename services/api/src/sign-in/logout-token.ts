// The logout token: with it the OpenID provider reports that a session has ended there (OpenID Connect Back-Channel Logout 1.0).
import { clockToleranceSeconds } from '@scale-out-lab/core';
import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { Problem } from '../problem.js';

export interface LogoutToken {
  readonly jti: string;
  /** Seconds since the epoch. */
  readonly exp: number;
  /** The user. Undefined only if `sid` is there. */
  readonly sub: string | undefined;
  /** The session at the provider. Undefined: all sessions of the user. */
  readonly sid: string | undefined;
}

const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout';
/** A logout token is for now (§2.4 recommends two minutes at most). */
const oldestSeconds = 300;

/**
 * The claims of a valid logout token; its `jti` is not checked yet (§2.6).
 * @throws Problem (400) if the token is not valid; other errors if the keys of the provider cannot be read
 */
export async function verifyLogoutToken(
  token: string,
  keys: JWTVerifyGetKey,
  { issuer, audience }: { readonly issuer: string; readonly audience: string },
): Promise<LogoutToken> {
  const { payload, protectedHeader } = await jwtVerify(token, keys, {
    ...{ algorithms: ['ES256'], issuer, audience, maxTokenAge: oldestSeconds },
    ...{ clockTolerance: clockToleranceSeconds, requiredClaims: ['iat', 'exp', 'jti', 'events'] },
  }).catch((error) => {
    throw isRefusal(error) ? invalid(`${error.message}`, error) : error;
  });
  const fault = findFault(payload, protectedHeader.typ);
  if (fault !== undefined) throw invalid(fault);
  return payload as JWTPayload & LogoutToken;
}

/** An error of the token itself, not of the way to the keys of the provider. */
function isRefusal(error: unknown): error is errors.JOSEError {
  const ofTheWay = ['ERR_JOSE_GENERIC', 'ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID'];
  return error instanceof errors.JOSEError && !ofTheWay.includes(error.code);
}

/** Why the claims are not those of a logout token for this client alone. */
function findFault({ aud, sub, sid, jti, events, nonce }: JWTPayload, typ: string | undefined) {
  const isText = (value: unknown) => typeof value === 'string' && value !== '' && value.length <= 255;
  const isOptional = (value: unknown) => value === undefined || isText(value);
  if (typ !== undefined && !/^(application\/)?logout\+jwt$|^jwt$/i.test(typ)) return `its "typ" is "${typ}"`;
  if ([aud].flat().length !== 1) return 'it is for another client, too';
  if (!isText(jti)) return '"jti" must be a text';
  if (!isOptional(sub) || !isOptional(sid)) return '"sub" and "sid" must be texts';
  if (sub === undefined && sid === undefined) return 'it has neither "sub" nor "sid"';
  if (!hasLogoutEvent(events)) return '"events" has no log-out';
  // An ID token must not end a session.
  if (nonce !== undefined) return 'it has a "nonce"';
  return undefined;
}

function hasLogoutEvent(events: unknown): boolean {
  if (typeof events !== 'object' || events === null || !Object.hasOwn(events, logoutEvent)) return false;
  const event = (events as Readonly<Record<string, unknown>>)[logoutEvent];
  return typeof event === 'object' && event !== null && !Array.isArray(event);
}

export function invalid(reason: string, cause?: unknown): Problem {
  return new Problem('invalid-logout-token', `The logout token is refused: ${reason}.`, { cause });
}
