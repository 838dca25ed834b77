// Log-in by token: everything needed to check it is in it, and in the key.
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { boundedCache } from '../bounded-cache.js';
import type { KeyRing } from '../keys/key-ring.js';
import { Problem, type ProblemCode } from '../problem.js';
import type { Authenticator, Principal } from './contract.js';
import { issueToken, type TokenTerms } from './tokens/issue.js';
import { TokenRefused, verifyToken } from './tokens/verify.js';

export interface JwtAuthOptions extends TokenTerms {
  readonly keys: KeyRing;
}

/** What a header with a token that was checked in full says: its signature stays good, its time and its key may not. */
interface CheckedToken {
  readonly principal: Principal;
  readonly kid: string;
  /** Seconds since the epoch. */
  readonly exp: number;
}

const realm = 'Bearer realm="scale-out-lab"';
/** RFC 6750 §2.1: the scheme in any case, one token68. */
const bearer = /^Bearer +([\w.~+/-]+=*)$/i;

export const jwtAuth = fp(
  async (fastify: FastifyInstance, options: JwtAuthOptions) => {
    const { keys, mode, instanceId, ttlSeconds } = options;
    const checked = boundedCache<CheckedToken>(10_000);

    function refuse(code: ProblemCode, detail: string, issuedBy?: string): never {
      // RFC 6750 §3.1: no error code where no credential was sent.
      const error =
        code === 'missing-credential' ? '' : `, error="invalid_token", error_description="${code}"`;
      throw new Problem(code, detail, { headers: { 'www-authenticate': realm + error }, issuedBy });
    }

    function readToken(header: string | undefined): string {
      if (header === undefined)
        refuse('missing-credential', 'The request has no Authorization header; log in first.');
      return (
        bearer.exec(header)?.[1] ??
        refuse('malformed', 'The Authorization header is not "Bearer" and one token.')
      );
    }

    async function check(token: string): Promise<CheckedToken> {
      try {
        const { claims, kid } = await verifyToken(token, keys, mode);
        const principal = { username: claims.username, issuedBy: claims.issued_by };
        const entry = { principal, kid, exp: claims.exp };
        // By the header's usual spelling alone, or one token could be remembered many times over.
        checked.set(`Bearer ${token}`, entry);
        return entry;
      } catch (error) {
        if (!(error instanceof TokenRefused)) throw error;
        const { code, issuedBy } = error;
        const isForeign = code === 'bad-signature' && issuedBy !== undefined && issuedBy !== instanceId;
        const detail = isForeign
          ? `The token names ${issuedBy} as its issuer, and ${instanceId} has no key that vouches for it.`
          : error.detail;
        return refuse(code, detail, issuedBy);
      }
    }

    function assertCurrent({ exp, principal }: CheckedToken): void {
      if (exp > Math.floor(Date.now() / 1000)) return;
      refuse('expired', `The token expired at ${new Date(exp * 1000).toISOString()}.`, principal.issuedBy);
    }

    const auth: Authenticator = {
      challenge: realm,
      async logIn(_request, _reply, user) {
        const access_token = await issueToken(user, keys, options);
        return { access_token, token_type: 'Bearer', expires_in: ttlSeconds };
      },
      authenticate(request) {
        const start = performance.now();
        const header = request.headers.authorization;
        const known = header === undefined ? undefined : checked.get(header);
        const admit = (entry: CheckedToken) => {
          assertCurrent(entry);
          request.verifyMs = performance.now() - start;
          return entry.principal;
        };
        return known && keys.trusts(known.kid) ? admit(known) : check(readToken(header)).then(admit);
      },
      async logOut(request) {
        const { username } = await auth.authenticate(request);
        const detail =
          'Nothing on the server remembers the token: whoever has it can use it until it expires.';
        return { username, revoked: false, detail };
      },
    };
    fastify.decorate('auth', auth);
  },
  { name: 'jwt-auth' },
);
