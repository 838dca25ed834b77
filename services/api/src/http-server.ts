// The HTTP of an instance and of its control port: limits, headers, problems, and the answer to an unknown path.
import { modeNames } from '@scale-out-lab/core';
import {
  type Problem as HttpProblem,
  httpServer,
  jsonBody,
  notFound,
  problemHandler,
  type Timeouts,
} from '@scale-out-lab/http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from './problem.js';
import { responseHeaders } from './response-headers.js';

/** nginx has the same limit for the bodies that it passes on to an instance. */
const bodyLimitKb = 16;

/** An instance names itself in every answer: in a header, and in the body of a problem. */
const identityOf = (instanceId: string) => ({ name: instanceId, members: { servedBy: instanceId } });

/** Fastify's options. */
export function instanceServer(instanceId: string, timeouts?: Timeouts) {
  return httpServer({ server: identityOf(instanceId), bodyLimitKb, timeouts });
}

/** Registers what every route needs. */
export async function registerHttp(fastify: FastifyInstance, instanceId: string): Promise<void> {
  const server = identityOf(instanceId);
  await fastify.register(responseHeaders, { instanceId });
  await fastify.register(problemHandler, { server, bodyLimitKb, onProblem: logRefusalOfRedis });
  await fastify.register(jsonBody);
  await fastify.register(notFound, { server, explain: unknownMode });
}

function unknownMode({ url }: FastifyRequest): Problem | undefined {
  const name = /^\/api\/([^/?]+)\/[^?]+/.exec(url)?.[1];
  if (name === undefined || modeNames.includes(name)) return undefined;
  return new Problem(
    'unknown-mode',
    `There is no mode of this name; expected one of ${modeNames.join(', ')}.`,
  );
}

/** Logs why Redis refused (it is full, it needs a password …): the message only, since the error holds the session ID too. */
function logRefusalOfRedis({ cause, code }: HttpProblem, request: FastifyRequest): void {
  if (cause instanceof Error && cause.name === 'ReplyError') {
    request.log.warn({ reason: cause.message }, code);
  }
}
