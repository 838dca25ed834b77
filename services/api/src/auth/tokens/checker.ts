// Checks access tokens for one mode of one instance. What was checked in full is remembered: a signature stays good, its
// time and its key may not.
import { boundedCache } from '../../bounded-cache.js';
import type { Clock } from '../../clock.js';
import type { KeyRing } from '../../keys/key-ring.js';
import type { Principal } from '../contract.js';
import { refuse } from './refuse.js';
import { TokenRefused, verifyToken } from './verify.js';

export interface CheckedToken {
  readonly principal: Principal;
  /** What names the log-in: the family that the token belongs to, or else the token itself. */
  readonly id: string;
  readonly kid: string;
  /** Seconds since the epoch. */
  readonly exp: number;
}

export interface TokenCheckerOptions {
  readonly keys: KeyRing;
  readonly mode: string;
  readonly instanceId: string;
  readonly now: Clock;
}

/** Takes an Authorization header. @throws Problem (401) */
export type TokenChecker = (header: string) => CheckedToken | Promise<CheckedToken>;

/** RFC 6750 §2.1: the scheme in any case, one token68. */
const bearer = /^Bearer +([\w.~+/-]+=*)$/i;

export function tokenChecker({ keys, mode, instanceId, now }: TokenCheckerOptions): TokenChecker {
  const checked = boundedCache<CheckedToken>(10_000);

  async function check(token: string): Promise<CheckedToken> {
    try {
      const { claims, kid } = await verifyToken(token, keys, mode, now());
      const principal = { username: claims.username, issuedBy: claims.issued_by };
      const entry = { principal, id: claims.sid ?? claims.jti, kid, exp: claims.exp };
      // By the header's usual spelling alone, or one token could be remembered many times over.
      checked.set(`Bearer ${token}`, entry);
      return entry;
    } catch (error) {
      if (!(error instanceof TokenRefused)) throw error;
      const { code, detail, issuedBy } = error;
      const isForeign = code === 'bad-signature' && issuedBy !== undefined && issuedBy !== instanceId;
      const foreign = `The token names ${issuedBy} as its issuer, and ${instanceId} has no key that vouches for it.`;
      return refuse(code, isForeign ? foreign : detail, issuedBy);
    }
  }

  function assertCurrent(entry: CheckedToken): CheckedToken {
    const { exp, principal } = entry;
    if (exp > Math.floor(now() / 1000)) return entry;
    return refuse(
      'expired',
      `The token expired at ${new Date(exp * 1000).toISOString()}.`,
      principal.issuedBy,
    );
  }

  return (header) => {
    const known = checked.get(header);
    return known && keys.trusts(known.kid)
      ? assertCurrent(known)
      : check(readToken(header)).then(assertCurrent);
  };
}

function readToken(header: string): string {
  return (
    bearer.exec(header)?.[1] ?? refuse('malformed', 'The Authorization header is not "Bearer" and one token.')
  );
}
