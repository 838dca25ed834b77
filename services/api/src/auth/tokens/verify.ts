// Checking an access token: its form, its signature, its claims; and why it was refused.
import { decodeJwt, errors, jwtVerify } from 'jose';
import type { KeyRing } from '../../keys/key-ring.js';
import type { ProblemCode } from '../../problem.js';
import { type AccessClaims, audienceOf, isAccessClaims, issuer } from './claims.js';

/** Why a token is refused. `issuedBy` is what the token claims, and proves nothing. */
export class TokenRefused extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly detail: string,
    readonly issuedBy?: string | undefined,
    options?: ErrorOptions,
  ) {
    super(detail, options);
  }
}

const longestToken = 4096;

/**
 * The token's claims and the name of the key that vouched for them.
 * @throws TokenRefused with the stable code and the reason in words
 */
export async function verifyToken(
  token: string,
  keys: KeyRing,
  mode: string,
): Promise<{ claims: AccessClaims; kid: string }> {
  if (token.length > longestToken || !isCanonical(token)) {
    throw new TokenRefused(
      'malformed',
      'This is not a token in compact form: three base64url parts, 4,096 characters at most.',
    );
  }
  const selectKey = async ({ kid }: { kid?: string }) => {
    const key = kid === undefined ? undefined : await keys.find(kid);
    if (!key)
      throw new errors.JWKSNoMatchingKey(
        'this instance trusts no key of the name that the token gives (kid)',
      );
    return key;
  };
  try {
    const { payload, protectedHeader } = await jwtVerify(token, selectKey, {
      algorithms: [keys.algorithm],
      issuer,
      audience: audienceOf(mode),
      typ: 'at+jwt',
      requiredClaims: ['sub', 'exp', 'iat', 'nbf', 'jti'],
    });
    if (!isAccessClaims(payload)) throw new errors.JWTInvalid('private claims are missing');
    return { claims: payload, kid: protectedHeader.kid ?? '' };
  } catch (cause) {
    throw explain(cause, issuerNamedBy(token));
  }
}

/** jose ignores spare bits and white space inside a part; a token has one spelling here (RFC 7515 §2). */
function isCanonical(token: string): boolean {
  const parts = token.split('.');
  return (
    parts.length === 3 && parts.every((part) => Buffer.from(part, 'base64url').toString('base64url') === part)
  );
}

const codes: Readonly<Record<string, ProblemCode>> = {
  [errors.JWTExpired.code]: 'expired',
  [errors.JWTClaimValidationFailed.code]: 'invalid-claims',
  [errors.JWSSignatureVerificationFailed.code]: 'bad-signature',
  [errors.JWKSNoMatchingKey.code]: 'bad-signature',
  [errors.JOSEAlgNotAllowed.code]: 'bad-signature',
};

function explain(cause: unknown, issuedBy: string | undefined): unknown {
  if (!(cause instanceof errors.JOSEError)) return cause;
  const code = codes[cause.code] ?? 'malformed';
  return new TokenRefused(code, cause.message, issuedBy, { cause });
}

function issuerNamedBy(token: string): string | undefined {
  try {
    const { issued_by: name } = decodeJwt(token);
    return typeof name === 'string' && /^[a-z0-9-]{1,63}$/.test(name) ? name : undefined;
  } catch {
    return undefined;
  }
}
