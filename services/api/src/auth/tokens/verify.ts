// Verifies the access tokens of one mode on one instance: the signature, then the claims. A token that was verified in
// full is remembered, because its signature stays good. Its time and its key may not, so both are checked each time.
import { decodeJwt } from 'jose';
import { boundedCache } from '../../bounded-cache.js';
import type { KeyRing } from '../../keys/rings.js';
import { Problem, refuseToken } from '../../problem.js';
import type { Principal } from '../contract.js';
import { checkClaims, notYetValid, type TokenIssuer } from './claims.js';
import { verifySignature } from './signature.js';

export interface VerifiedToken {
  readonly principal: Principal;
  /** Names the log-in: the family that the token belongs to, or else the token itself. */
  readonly id: string;
  readonly kid: string;
  /** Seconds since the epoch, as `nbf`. */
  readonly exp: number;
  readonly nbf: number;
}

/** Takes an Authorization header. @throws Problem (401) */
type VerifyToken = (header: string) => VerifiedToken | Promise<VerifiedToken>;

/** RFC 6750 §2.1: the scheme in any case, one token68. */
const bearer = /^Bearer +([\w.~+/-]+=*)$/i;

export function tokenVerifier({ keys, mode, instanceId, now }: TokenIssuer): VerifyToken {
  const verified = boundedCache<VerifiedToken>(10_000);

  async function verify(token: string): Promise<VerifiedToken> {
    try {
      const signed = await verifySignature(token, findKeyIn(keys), { algorithms: [keys.algorithm] });
      const claims = checkClaims(signed, { mode, now: now() });
      const { username, issued_by: issuedBy, sid, jti, exp, nbf } = claims;
      const kid = signed.header.kid ?? '';
      const entry = { principal: { username, issuedBy }, id: sid ?? jti, kid, exp, nbf };
      // Under the header's usual spelling only, or one token could be remembered many times over.
      verified.set(`Bearer ${token}`, entry);
      return entry;
    } catch (error) {
      if (!(error instanceof Problem) || error.code === 'malformed') throw error;
      const issuedBy = issuerNamedBy(token);
      const isForeign = error.code === 'bad-signature' && issuedBy !== undefined && issuedBy !== instanceId;
      const foreign = `The token names ${issuedBy} as its issuer, and ${instanceId} has no key that vouches for it.`;
      return refuseToken(error.code, isForeign ? foreign : error.detail, { issuedBy, cause: error });
    }
  }

  function assertCurrent(entry: VerifiedToken): VerifiedToken {
    const { exp, nbf, principal } = entry;
    const seconds = Math.floor(now() / 1000);
    if (nbf > seconds) return refuseToken('invalid-claims', notYetValid, { issuedBy: principal.issuedBy });
    if (exp > seconds) return entry;
    const detail = `The token expired at ${new Date(exp * 1000).toISOString()}.`;
    return refuseToken('expired', detail, { issuedBy: principal.issuedBy });
  }

  return (header) => {
    const known = verified.get(header);
    return known && keys.trusts(known.kid) ? assertCurrent(known) : verify(readToken(header));
  };
}

function readToken(header: string): string {
  return (
    bearer.exec(header)?.[1] ??
    refuseToken('malformed', 'The Authorization header is not "Bearer" and one token.')
  );
}

const findKeyIn =
  (keys: KeyRing) =>
  ({ kid }: { kid?: string }) =>
    kid === undefined ? undefined : keys.find(kid);

/** The issuer that the token states. It proves nothing. */
function issuerNamedBy(token: string): string | undefined {
  try {
    const { issued_by: name } = decodeJwt(token);
    return typeof name === 'string' && /^[a-z0-9-]{1,63}$/.test(name) ? name : undefined;
  } catch {
    return undefined;
  }
}
