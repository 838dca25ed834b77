// The guard of the control room: it answers a browser only under the lab's own names, and only the lab's own page. Otherwise
// a page of another origin could crash an instance by a form (CSRF), hold all event streams, or read everything under a
// name that resolves to this address (DNS rebinding). Other ports of this machine are other origins: the page
// with the hole is one. A link from anywhere may open the page and its documents, but nothing under /lab. A request with
// neither Origin nor Sec-Fetch-Site is let through, since browsers send one of them. One exception: over plain HTTP, to a
// name other than localhost, another site can open an event stream there. It cannot read the stream.
import { isIP } from 'node:net';
import helmet from '@fastify/helmet';
import { isSameOrigin, setCommonHeaders } from '@scale-out-lab/http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { Problem } from './problem.js';
import { isTls } from './room/cookie.js';

interface GuardOptions {
  /** The names under which a browser may reach the control room, besides this machine's. Any port will do. */
  readonly hosts: readonly string[];
  /** Whether any IP address is one of them: a page can be made to resolve its name to this machine, but not its address. */
  readonly acceptsAddresses?: boolean;
}

const ownNames = ['127.0.0.1', 'localhost', '[::1]'];

/** Covers every route, and every path that has none. */
export const guard = fp(
  async (fastify: FastifyInstance, { hosts, acceptsAddresses = false }: GuardOptions) => {
    const names = new Set([...ownNames, ...hosts.map((host) => host.toLowerCase())]);
    fastify.addHook('onRequest', async (request) => {
      refuseForeignHost(request.headers.host, names, acceptsAddresses);
      if (!isVisit(request)) refuseOtherOrigins(request.headers);
    });
  },
  { name: 'guard' },
);

function refuseForeignHost(host = '', names: ReadonlySet<string>, acceptsAddresses: boolean): void {
  const name = /^(\[[^\]]*\]|[^:]*)(:\d{1,5})?$/.exec(host)?.[1]?.toLowerCase() ?? '';
  if (names.has(name)) return;
  if (acceptsAddresses && isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0) return;
  const known = [...names].join(', ');
  const detail = `The control room answers to ${known}, not to "${host}". LAB_HOSTS names others.`;
  throw new Problem('foreign-host', detail);
}

/** A person followed a link or typed an address. Decided by the route, because a path has several spellings. */
function isVisit({ method, headers, routeOptions }: FastifyRequest): boolean {
  const isNavigation = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  return method === 'GET' && isNavigation && !routeOptions.url?.startsWith('/lab/');
}

function refuseOtherOrigins(headers: FastifyRequest['headers']): void {
  const { origin, host = '', 'sec-fetch-site': site } = headers;
  if (isSameOrigin({ host, isTls: isTls(headers), origin, site })) return;
  const sender = origin === undefined ? 'Another page' : `A page of ${origin}`;
  throw new Problem(
    'cross-origin',
    `${sender} sent this request. The control room takes requests from its own page alone.`,
  );
}

const own = ["'self'"];
const none = ["'none'"];

/**
 * The headers of every answer: the common ones, and those that keep other origins out. Registered first, so that a refusal of any
 * later hook has them too.
 */
export const responseHeaders = fp(
  async (fastify: FastifyInstance, { serverName }: { serverName: string }) => {
    await fastify.register(helmet, {
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: none,
          scriptSrc: own,
          styleSrc: own,
          imgSrc: ["'self'", 'data:'],
          connectSrc: own,
          fontSrc: own,
          frameSrc: own,
          baseUri: none,
          formAction: own,
          frameAncestors: none,
        },
      },
      frameguard: { action: 'deny' },
      // It would cover every port of the host, and other servers of the machine use plain HTTP.
      strictTransportSecurity: false,
    });
    fastify.addHook('onSend', (_request, reply, _payload, done) => {
      setCommonHeaders(reply, serverName);
      done();
    });
  },
  { name: 'response-headers' },
);
