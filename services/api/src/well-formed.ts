// What every request must be before a route sees it: it names one host, and its body is plain JSON.
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { Problem } from './problem.js';

export const wellFormed = fp(
  async (fastify: FastifyInstance) => {
    // Node would drop the header lines beyond 2,000 and say nothing; `faultOf` refuses them.
    fastify.server.maxHeadersCount = 0;
    // Node would answer 417 with an empty body. An expectation that is not known may be ignored (RFC 9110 §10.1.1).
    fastify.server.on('checkExpectation', fastify.routing);

    fastify.removeContentTypeParser('text/plain');
    const parse = fastify.getDefaultJsonParser('error', 'error');
    fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body: string, done) => {
      const fault = faultOf(request.raw);
      if (fault) return done(fault);
      return parse(request, body, (error, value) => done(error && (explainPrototype(body) ?? error), value));
    });
  },
  { name: 'well-formed' },
);

/** As many as nginx takes. */
const mostHeaderLines = 1000;

/** Leads a request that is not well formed to no route. A hook of every request would cost a GET a microsecond. */
export function routeWellFormed(request: IncomingMessage): string {
  return faultOf(request) ? '/not-well-formed' : (request.url ?? '');
}

export function faultOf({ headers, rawHeaders, httpVersion }: IncomingMessage): Problem | undefined {
  const { host, 'content-encoding': encoding } = headers;
  if (host === undefined ? httpVersion === '1.1' : host.includes(',')) {
    return new Problem('invalid-request', 'A request in HTTP/1.1 has one Host header (RFC 9112 §3.2).');
  }
  // Names and values in turn.
  if (rawHeaders.length > 2 * mostHeaderLines) {
    return new Problem('headers-too-large', 'The request has more than 1,000 header lines.');
  }
  if (encoding === undefined || encoding.toLowerCase() === 'identity') return undefined;
  const detail = `The body must be sent as it is, not in the content coding "${encoding}".`;
  // RFC 9110 §15.5.16: the answer says which codings would have been accepted.
  return new Problem('unsupported-encoding', detail, { headers: { 'accept-encoding': 'identity' } });
}

/** Why a body that is JSON is refused all the same. Undefined for what is no JSON. */
function explainPrototype(body: string): Problem | undefined {
  try {
    JSON.parse(body.replace(/^\u{feff}/u, ''));
  } catch {
    return undefined;
  }
  const detail = 'The body has a member "__proto__", or "constructor" with a "prototype", which is refused.';
  return new Problem('invalid-request', detail);
}
