// Requests that a page of another site makes a browser send (CSRF): refused where the browser would add a credential by
// itself. Browsers say where a request comes from; who says nothing is no browser and has no cookies to abuse.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { Problem } from './problem.js';

export interface CrossSiteOptions {
  /** False to show what happens without: no check, and cookies that browsers send from every site. */
  readonly isCsrfProtected: boolean;
}

const safeMethods = ['GET', 'HEAD', 'OPTIONS'];

/** Covers every route that is registered after it. */
export const crossSite = fp(
  async (fastify: FastifyInstance, { isCsrfProtected }: CrossSiteOptions) => {
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

function refuseCrossSite(request: FastifyRequest, _reply: unknown, done: (error?: Error) => void): void {
  // A page of another site cannot set this header: browsers would ask first, and are told no.
  const isHarmless = request.headers.authorization !== undefined || isSameOrigin(request);
  const detail =
    'A page of another site sent this request. Log-ins are used and ended from the lab’s own pages.';
  done(isHarmless ? undefined : new Problem('cross-site', detail));
}

/** Fetch Metadata where the browser sends it, to trustworthy addresses alone; Origin elsewhere. */
function isSameOrigin(request: FastifyRequest): boolean {
  const { origin, 'sec-fetch-site': site } = request.headers;
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  return origin === undefined || hostOf(origin) === request.host;
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
