// Bodies: JSON is the only one that is read, and a member that could change an object's prototype is refused.
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { commonProblem, type Problem } from './problem.js';

export const jsonBody = fp(
  async (fastify: FastifyInstance) => {
    fastify.removeContentTypeParser('text/plain');
    const parse = fastify.getDefaultJsonParser('error', 'error');
    fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body: string, done) =>
      parse(request, body, (error, value) => done(error && (explainPrototype(body) ?? error), value)),
    );
  },
  { name: 'json-body' },
);

/** Why a body that is valid JSON is refused. Undefined if it is not valid JSON. */
function explainPrototype(body: string): Problem | undefined {
  try {
    JSON.parse(body.replace(/^\u{feff}/u, ''));
  } catch {
    return undefined;
  }
  const detail = 'The body has a member "__proto__", or "constructor" with a "prototype". Both are refused.';
  return commonProblem('invalid-request', detail);
}
