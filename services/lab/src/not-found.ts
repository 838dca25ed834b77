// What is not served: a method that a path lacks is answered with those that it has, all else with 404.
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { Problem, sendProblem } from './problem.js';

/** Covers every route that is registered after it. */
export const notFound = fp(
  async (fastify: FastifyInstance) => {
    const methodsOf = new Map<string, Set<string>>();
    fastify.addHook('onRoute', ({ url, method }) => {
      const known = methodsOf.get(url) ?? new Set();
      for (const each of [method].flat()) known.add(each);
      methodsOf.set(url, known);
    });
    fastify.setNotFoundHandler(({ method, url }, reply) => {
      const [path = ''] = url.split('?', 1);
      const route = [...methodsOf.keys()].find((each) => toPattern(each).test(path));
      if (route === undefined) {
        return sendProblem(reply, new Problem('not-found', `Nothing is served at ${method} ${url}.`));
      }
      // RFC 9110 §15.5.6: the answer says which methods there are.
      const allow = [...(methodsOf.get(route) ?? [])].sort().join(', ');
      const detail = `${method} ${path} is not possible: this path has the method ${allow}.`;
      return sendProblem(reply, new Problem('method-not-allowed', detail, { headers: { allow } }));
    });
  },
  { name: 'not-found' },
);

/** As in `/lab/clients/:id/copy`. A wildcard says nothing of whether there is a file, except of the page itself. */
function toPattern(url: string): RegExp {
  const escaped = url.replace(/\*$/, '').replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll(/:\w+/g, '[^/]+')}$`);
}
