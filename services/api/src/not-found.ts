// What is not served: an unknown mode is told the modes there are.
import { modeNames } from '@scale-out-lab/modes';
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { Problem, sendProblem } from './problem.js';

const modePath = /^\/api\/([^/?]+)\/[^?]+/;

export const notFound = fp(
  async (fastify: FastifyInstance, { instanceId }: { instanceId: string }) => {
    fastify.setNotFoundHandler((request, reply) => {
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
