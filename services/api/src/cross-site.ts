// Refuses requests that a page of another site makes a browser send (CSRF), unless the credential is one that no browser
// adds by itself. Browsers name the origin of such a request; a client that does not is no browser.
import { isSameOrigin } from '@scale-out-lab/http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { Problem } from './problem.js';

interface CrossSiteOptions {
  /** False to demonstrate the attack: no check, and cookies that browsers send from every site. */
  readonly isCsrfProtected: boolean;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether the route acts on the credential of the request, as a log-out does. Log-in and refresh do not. */
    readonly usesCredential?: boolean;
  }
}

const safeMethods = ['GET', 'HEAD', 'OPTIONS'];

/** Covers every route that is registered after it. Needs `auth`. */
export const crossSite = fp(
  async (fastify: FastifyInstance, { isCsrfProtected }: CrossSiteOptions) => {
    const { auth } = fastify;

    function refuseCrossSite(request: FastifyRequest, _reply: unknown, done: (error?: Error) => void): void {
      const usesBearer = request.routeOptions.config.usesCredential === true && auth.isBearer(request);
      const { origin, 'sec-fetch-site': site } = request.headers;
      const isTls = request.protocol === 'https';
      const isAllowed = usesBearer || isSameOrigin({ host: request.host, isTls, origin, site });
      done(isAllowed ? undefined : new Problem('cross-site', detail));
    }

    if (isCsrfProtected) {
      fastify.addHook('onRoute', (route) => {
        if ([route.method].flat().every((method) => safeMethods.includes(method))) return;
        route.onRequest = [refuseCrossSite, ...[route.onRequest ?? []].flat()];
      });
    } else {
      fastify.addHook('onSend', (_request, reply, _payload, done) => {
        const cookies = [reply.getHeader('set-cookie') ?? []].flat().map(String);
        reply.removeHeader('set-cookie');
        for (const cookie of cookies) {
          reply.header('set-cookie', cookie.replace(/; SameSite=Lax/i, '; SameSite=None; Secure'));
        }
        done();
      });
    }
  },
  { name: 'cross-site' },
);

const detail =
  'A page of another site sent this request. Log-ins are used and ended from the lab’s own pages.';
