// Checking an access token: its form, its signature, then its claims; and why it was refused.
import { decodeJwt } from 'jose';
import type { KeyRing } from '../../keys/key-ring.js';
import { checkClaims } from './check-claims.js';
import type { AccessClaims } from './claims.js';
import { verifySignature } from './signature.js';
import { TokenRefused } from './token-refused.js';

export { TokenRefused } from './token-refused.js';

/**
 * The token's claims and the name of the key that vouched for them.
 * @param now milliseconds since the epoch, by the clock of the instance that checks
 * @throws TokenRefused with the stable code and the reason in words
 */
export async function verifyToken(
  token: string,
  keys: KeyRing,
  mode: string,
  now = Date.now(),
): Promise<{ claims: AccessClaims; kid: string }> {
  const findKey = ({ kid }: { kid?: string }) => (kid === undefined ? undefined : keys.find(kid));
  try {
    const signed = await verifySignature(token, findKey, { algorithms: [keys.algorithm] });
    return { claims: checkClaims(signed, { mode, now }), kid: signed.header.kid ?? '' };
  } catch (error) {
    if (!(error instanceof TokenRefused) || error.code === 'malformed') throw error;
    throw new TokenRefused(error.code, error.detail, issuerNamedBy(token), { cause: error });
  }
}

function issuerNamedBy(token: string): string | undefined {
  try {
    const { issued_by: name } = decodeJwt(token);
    return typeof name === 'string' && /^[a-z0-9-]{1,63}$/.test(name) ? name : undefined;
  } catch {
    return undefined;
  }
}
