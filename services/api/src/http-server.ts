// The HTTP of an instance and of its control port: limits, headers, problems, and the answer to an unknown path.
import { modeNames, weakSecretMode } from '@scale-out-lab/core';
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

declare module 'fastify' {
  interface FastifyRequest {
    /** Milliseconds spent on the check of the credential; below 0 if there was none to check. */
    verifyMs: number;
    /** Milliseconds spent waiting for the store; below 0 if the request did not need it. */
    storeMs: number;
  }
}

/** nginx has the same limit for the bodies that it passes on to an instance. */
const bodyLimitKb = 16;

/** An instance names itself in every answer: in a header, and in the body of a problem. */
const identityOf = (instanceId: string) => ({ name: instanceId, members: { servedBy: instanceId } });

/** Fastify's options. */
export function instanceServer(instanceId: string, timeouts?: Timeouts) {
  return httpServer({ server: identityOf(instanceId), bodyLimitKb, timeouts });
}

/** Registers the parts that every route needs. @param onProblem called with each problem before it is answered */
export async function registerHttp(
  fastify: FastifyInstance,
  instanceId: string,
  onProblem?: (problem: HttpProblem, request: FastifyRequest) => void,
): Promise<void> {
  const server = identityOf(instanceId);
  addResponseHeaders(fastify, instanceId);
  await fastify.register(problemHandler, {
    ...{ server, bodyLimitKb },
    onProblem(problem, request) {
      logRefusalOfRedis(problem, request);
      onProblem?.(problem, request);
    },
  });
  await fastify.register(jsonBody);
  await fastify.register(notFound, { server, explain: unknownMode });
}

function unknownMode({ url }: FastifyRequest): Problem | undefined {
  const name = /^\/api\/([^/?]+)\/[^?]+/.exec(url)?.[1];
  if (name === undefined || name.startsWith('.') || [...modeNames, weakSecretMode.name].includes(name))
    return undefined;
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

/**
 * The headers of every answer: the instance's name, the cost of the request, and that no cache may keep the answer. nginx adds
 * the headers against a browser's guesses (nosniff, CORP) to all answers, which costs an instance nothing.
 */
function addResponseHeaders(fastify: FastifyInstance, instanceId: string): void {
  fastify.decorateRequest('verifyMs', -1);
  fastify.decorateRequest('storeMs', -1);
  fastify.addHook('onSend', (request, reply, _payload, done) => {
    const { verifyMs, storeMs } = request;
    let timing = `total;dur=${inMs(reply.elapsedTime)}`;
    if (storeMs >= 0) timing = `store;dur=${inMs(storeMs)}, ${timing}`;
    if (verifyMs >= 0) timing = `verify;dur=${inMs(verifyMs)}, ${timing}`;
    reply.header('x-instance-id', instanceId).header('server-timing', timing);
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
    done();
  });
}

/** Milliseconds with three decimals, put together from integers: a float takes much longer to become text. */
function inMs(ms: number): string {
  const us = Math.round(ms * 1000);
  const rest = us % 1000;
  return `${(us - rest) / 1000}.${String(1000 + rest).slice(1)}`;
}
