// What is not served: an unknown mode is told the modes there are, and a method that a path lacks those that it has.
import { modeNames } from '@scale-out-lab/core';
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { Problem, sendProblem } from './problem.js';
import { faultOf } from './well-formed.js';

const modePath = /^\/api\/([^/?]+)\/[^?]+/;

/** Covers every route that is registered after it. */
export const notFound = fp(
  async (fastify: FastifyInstance, { instanceId }: { instanceId: string }) => {
    const routes = new Map<string, { path: RegExp; methods: Set<string> }>();
    fastify.addHook('onRoute', ({ url, method }) => {
      const known = routes.get(url) ?? { path: toPattern(url), methods: new Set() };
      for (const each of [method].flat()) known.methods.add(each);
      routes.set(url, known);
    });

    fastify.setNotFoundHandler((request, reply) => {
      const fault = faultOf(request.raw);
      if (fault) return sendProblem(reply, fault, instanceId);
      const [path = ''] = request.url.split('?', 1);
      const here = [...routes.values()].find((route) => route.path.test(path));
      if (here) {
        // RFC 9110 §15.5.6: the answer says which methods there are.
        const allow = [...here.methods].sort().join(', ');
        const detail = `${request.method} is not a method of this path, which has ${allow}.`;
        return sendProblem(
          reply,
          new Problem('method-not-allowed', detail, { headers: { allow } }),
          instanceId,
        );
      }
      const name = modePath.exec(request.url)?.[1];
      const isUnknownMode = name !== undefined && !modeNames.includes(name);
      const problem = isUnknownMode
        ? new Problem(
            'unknown-mode',
            `There is no mode of this name; expected one of ${modeNames.join(', ')}.`,
          )
        : new Problem('not-found', `Nothing is served for ${request.method} on this path.`);
      return sendProblem(reply, problem, instanceId);
    });
  },
  { name: 'not-found' },
);

/** As in `/api/x/sessions/:id`. */
function toPattern(url: string): RegExp {
  const escaped = url.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll(/:\w+/g, '[^/]+')}$`);
}
