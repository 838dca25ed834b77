// The signature of session cookies, computed once for each cookie rather than several times for each request.
import { Signer } from '@fastify/cookie';
import { boundedCache } from '../bounded-cache.js';

type CookieSigner = Pick<Signer, 'sign' | 'unsign'>;

/**
 * @fastify/session checks the cookie's HMAC on each request and computes it anew for each session it restores. A
 * signature never changes its truth, so both are remembered here, good signatures alone and 10,000 to 20,000 of them.
 */
export function cachedSigner(secret: string): CookieSigner {
  const signer = new Signer(secret);
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
