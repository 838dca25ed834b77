// While secrets are rotated: a cookie that a retiring secret signed is given again, signed by the current one.
import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';

interface RenewedCookieOptions {
  readonly cookieName: string;
  /** How the cookie is set at log-in. */
  readonly cookie: CookieSerializeOptions;
}

/**
 * The session ID stays the same, so a browser that comes by during the overlap keeps its log-in when the old secret is
 * retired. It goes before the session plugin, which would clear a cookie that is not as it would sign it now.
 */
export const renewedCookie = fp(
  async (fastify: FastifyInstance, { cookieName, cookie }: RenewedCookieOptions) => {
    fastify.addHook('onSend', (request, reply, _payload, done) => {
      const { session, cookies } = request;
      const brought = cookies[cookieName];
      if (brought !== undefined && session?.user && brought !== session.encryptedSessionId) {
        delete cookies[cookieName];
        reply.setCookie(cookieName, session.encryptedSessionId, cookie);
      }
      done();
    });
  },
  { name: 'renewed-cookie' },
);
