// Paths and methods that no route serves: 405 with the methods that the path has, else 404.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { commonProblem, type Problem, type ServerIdentity, sendProblem } from './problem.js';

interface NotFoundOptions {
  readonly server: ServerIdentity;
  /** A problem with more detail than "not found". */
  readonly explain?: (request: FastifyRequest) => Problem | undefined;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** The problem of a request with a path or method that no route serves. */
    problemOfPath?(request: FastifyRequest): Problem;
  }
}

/** Covers every route that is registered after it. */
export const notFound = fp(
  async (fastify: FastifyInstance, { server, explain }: NotFoundOptions) => {
    const routes = new Map<string, { path: RegExp; methods: Set<string> }>();
    fastify.addHook('onRoute', ({ url, method }) => {
      const route = routes.get(url) ?? { path: toPattern(url), methods: new Set() };
      for (const each of [method].flat()) route.methods.add(each);
      routes.set(url, route);
    });

    function problemOfPath(request: FastifyRequest): Problem {
      const [path = ''] = request.url.split('?', 1);
      const route = [...routes.values()].find((each) => each.path.test(path));
      if (route) return methodNotAllowed(request.method, route.methods);
      const detail = `Nothing is served for ${request.method} at this path.`;
      return explain?.(request) ?? commonProblem('not-found', detail);
    }
    fastify.decorate('problemOfPath', problemOfPath);
    fastify.setNotFoundHandler((request, reply) => sendProblem(reply, problemOfPath(request), server));
  },
  { name: 'not-found' },
);

/** RFC 9110 §15.5.6: the answer names the methods of the path. */
function methodNotAllowed(method: string, methods: ReadonlySet<string>): Problem {
  const allow = [...methods].sort().join(', ');
  const detail = `${method} is not a method of this path. Its methods: ${allow}.`;
  return commonProblem('method-not-allowed', detail, { headers: { allow } });
}

/** As in `/api/x/sessions/:id`. A wildcard matches only the folder itself, since its files may not exist. */
function toPattern(url: string): RegExp {
  const escaped = url.replace(/\*$/, '').replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll(/:\w+/g, '[^/]+')}$`);
}
