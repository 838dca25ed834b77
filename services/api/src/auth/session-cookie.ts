// The session cookie: the parts of its value, why a cookie without a session is refused, its signature, and its renewal during a
// rotation of secrets.
import { randomBytes } from 'node:crypto';
import { Signer } from '@fastify/cookie';
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { boundedCache } from '../bounded-cache.js';
import type { CookieRing } from '../keys/rings.js';
import type { ProblemCode } from '../problem.js';

/** The ID names the instance that created the session, so that any other instance can name it too. */
export function createSessionId(tag: string, instanceId: string): string {
  return `${tag}.${randomBytes(24).toString('base64url')}.${instanceId}`;
}

/** `<tag>.<random>.<instance>.<signature>`, as the cookie holds it. */
const signedId = /^[\w-]{8}\.[\w-]{32}\.([a-z0-9-]{1,63})\.[A-Za-z0-9+/]{43}$/;

interface RefusedCookie {
  readonly cookieName: string;
  readonly value: string | undefined;
  /** Whether its signature is good, by the secrets of this instance. */
  readonly isSigned: (value: string) => boolean;
  /** The instance that refuses it. */
  readonly instanceId: string;
  /** Whether all instances share the store. */
  readonly isStoreShared: boolean;
}

export interface Refusal {
  readonly code: ProblemCode;
  readonly detail: string;
  /** The issuer that the cookie names. Proves nothing unless the cookie is signed. */
  readonly issuedBy?: string;
}

export function explainRefusal(cookie: RefusedCookie): Refusal {
  const { cookieName, value, isSigned, instanceId } = cookie;
  if (value === undefined) {
    return { code: 'missing-credential', detail: `The request has no cookie "${cookieName}"; log in first.` };
  }
  const issuedBy = signedId.exec(value)?.[1];
  if (!issuedBy)
    return { code: 'malformed', detail: `The cookie "${cookieName}" is not one that this mode sets.` };
  const isOwn = issuedBy === instanceId;
  if (!isSigned(value)) {
    const fault = isOwn
      ? `but ${instanceId} did not sign it with its current secret`
      : `and ${instanceId} does not have the secret that signed it`;
    return {
      code: 'bad-signature',
      detail: `The cookie names ${issuedBy} as its issuer, ${fault}.`,
      issuedBy,
    };
  }
  return { code: 'unknown-session', detail: explainUnknown(issuedBy, cookie), issuedBy };
}

function explainUnknown(issuedBy: string, { instanceId, isStoreShared }: RefusedCookie): string {
  if (isStoreShared)
    return `${issuedBy} created this session; it has ended or expired, or the store has lost it.`;
  return issuedBy === instanceId
    ? `${instanceId} created this session and no longer has it: it ended, expired, or the instance restarted.`
    : `${issuedBy} created this session; ${instanceId} has never seen it.`;
}

type CookieSigner = Pick<Signer, 'sign' | 'unsign'>;

/**
 * The signature of session cookies. @fastify/session verifies the cookie's HMAC on each request, and computes it again for each session it restores. With
 * the same secrets the result is always the same, so both results are cached: only good signatures, 10,000 to 20,000 of
 * them. The cache is emptied when the secrets change.
 */
export function cachedSigner(ring: Pick<CookieRing, 'secrets'>): CookieSigner {
  let { secrets } = ring;
  let signer = rememberingSigner(secrets);

  function current(): CookieSigner {
    if (ring.secrets !== secrets) {
      secrets = ring.secrets;
      signer = rememberingSigner(secrets);
    }
    return signer;
  }

  return { sign: (value) => current().sign(value), unsign: (cookie) => current().unsign(cookie) };
}

function rememberingSigner(secrets: readonly string[]): CookieSigner {
  const signer = new Signer([...secrets]);
  const unsigned = boundedCache<ReturnType<Signer['unsign']>>(10_000);
  const signed = boundedCache<string>(10_000);
  return {
    sign(value) {
      const known = signed.get(value);
      if (known) return known;
      const cookie = signer.sign(value);
      signed.set(value, cookie);
      return cookie;
    },
    unsign(cookie) {
      const known = unsigned.get(cookie);
      if (known) return known;
      const result = signer.unsign(cookie);
      if (result.valid) unsigned.set(cookie, result);
      return result;
    },
  };
}

/** No Max-Age: the browser deletes the cookie when it closes, and the store ends the session at its expiry. */
export const cookieOptions = { path: '/', httpOnly: true, sameSite: 'lax', secure: 'auto' } as const;

/**
 * Answers a cookie that is not the one of the request's session. If a retiring secret signed it, it is replaced with one that the
 * current secret signs. The session ID stays the same, so a browser that sends a request during the overlap stays logged in when the
 * old secret is retired. A cookie that was refused is deleted. Registered before the session plugin, which would delete both, and
 * without `Secure`: a browser then keeps a cookie with the prefix `__Host-` (RFC 6265bis §5.7).
 */
export const renewedCookie = fp(
  async (fastify: FastifyInstance, { cookieName }: { cookieName: string }) => {
    fastify.addHook('onSend', (request, reply, _payload, done) => {
      const { session, cookies } = request;
      // Empty while the store has not answered.
      const own = session?.encryptedSessionId;
      const brought = own && cookies[cookieName];
      if (brought && brought !== own) {
        delete cookies[cookieName];
        if (session.user) reply.setCookie(cookieName, own, cookieOptions);
        else reply.clearCookie(cookieName, cookieOptions);
      }
      done();
    });
  },
  { name: 'renewed-cookie' },
);
