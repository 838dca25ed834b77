// Who may ask: a browser that came by one of the lab's own names, and changes from the lab's own page. A page of another
// site could otherwise crash an instance by a form (CSRF), or read everything by a name of its own that leads here (DNS
// rebinding). Who sends neither Origin nor Sec-Fetch-Site is no browser, and is nobody's unknowing hand.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { Problem } from './problem.js';

export interface GuardOptions {
  /** Names by which a browser may come, besides those of this machine. Any port goes. */
  readonly hosts: readonly string[];
}

const ownNames = ['127.0.0.1', 'localhost', '[::1]'];
const safeMethods = ['GET', 'HEAD', 'OPTIONS'];

/** Covers every route, and every path at which nothing is. */
export const guard = fp(
  async (fastify: FastifyInstance, { hosts }: GuardOptions) => {
    const names = new Set([...ownNames, ...hosts.map((host) => host.toLowerCase())]);
    fastify.addHook('onRequest', async ({ method, headers }) => {
      refuseForeignHost(headers.host, names);
      if (!safeMethods.includes(method)) refuseCrossOrigin(headers);
    });
  },
  { name: 'guard' },
);

function refuseForeignHost(host = '', names: ReadonlySet<string>): void {
  const name = /^(\[[^\]]*\]|[^:]*)(:\d{1,5})?$/.exec(host)?.[1]?.toLowerCase() ?? '';
  if (names.has(name)) return;
  const known = [...names].join(', ');
  const detail = `The control room answers to ${known}, not to "${host}". LAB_HOSTS names others.`;
  throw new Problem('foreign-host', detail);
}

function refuseCrossOrigin(headers: FastifyRequest['headers']): void {
  const { origin, host = '', 'sec-fetch-site': site } = headers;
  const isOwnOrigin = origin === undefined || isSameOrigin(origin, host);
  const isOwnSite = site === undefined || site === 'same-origin' || site === 'none';
  if (isOwnOrigin && isOwnSite) return;
  const sender = origin === undefined ? 'Another page' : `A page of ${origin}`;
  throw new Problem(
    'cross-origin',
    `${sender} sent this request. The lab is changed from its own page alone.`,
  );
}

/** By URL, because a browser leaves out the port that the scheme has by default. Origin may be `null`, which is no URL. */
function isSameOrigin(origin: string, host: string): boolean {
  const own = /^(https?:\/\/)[^/?#@]+$/i.exec(origin)?.[1]?.concat(host) ?? '';
  return URL.canParse(origin) && URL.canParse(own) && new URL(origin).host === new URL(own).host;
}
