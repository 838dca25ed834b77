// What every request must be before a route sees it: it names one host, and its body is plain JSON.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { Problem } from './problem.js';

/** As many as nginx takes. */
const mostHeaderLines = 1000;

export const wellFormed = fp(
  async (fastify: FastifyInstance) => {
    // Node would drop the header lines beyond 2,000 and say nothing.
    fastify.server.maxHeadersCount = 0;
    // Node would answer 417 with an empty body. An expectation that is not known may be ignored (RFC 9110 §10.1.1).
    fastify.server.on('checkExpectation', fastify.routing);
    fastify.addHook('onRequest', (request, _reply, done) => done(faultOf(request)));

    fastify.removeContentTypeParser('text/plain');
    const parse = fastify.getDefaultJsonParser('error', 'error');
    fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body: string, done) =>
      parse(request, body, (error, value) => done(error && (explainPrototype(body) ?? error), value)),
    );
  },
  { name: 'well-formed' },
);

function faultOf({ raw, headers }: FastifyRequest): Problem | undefined {
  const { host, 'content-encoding': encoding } = headers;
  // HTTP/1.0 may name none, but by names the control room decides whom it answers.
  if (host === undefined || host.includes(',')) {
    return new Problem('invalid-request', 'A request has one Host header (RFC 9112 §3.2).');
  }
  // Names and values in turn.
  if (raw.rawHeaders.length > 2 * mostHeaderLines) {
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
