// The signature of session cookies, computed once for each cookie rather than several times for each request.
import { Signer } from '@fastify/cookie';
import { boundedCache } from '../bounded-cache.js';
import type { CookieRing } from '../keys/rings.js';

type CookieSigner = Pick<Signer, 'sign' | 'unsign'>;

/**
 * @fastify/session verifies the cookie's HMAC on each request, and computes it again for each session it restores. With
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
