// During a rotation of secrets: replaces a cookie that a retiring secret signed with one that the current secret signs.
import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';

interface RenewedCookieOptions {
  readonly cookieName: string;
  /** The options of the cookie at log-in. */
  readonly cookie: CookieSerializeOptions;
}

/**
 * The session ID stays the same, so a browser that sends a request during the overlap stays logged in when the old secret
 * is retired. Registered before the session plugin, which would delete a cookie with another signature than its own.
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
