// Refusals: RFC 9457 problem details with a stable code, and the one table of what each code means.
import type { ProblemView } from '@scale-out-lab/core/wire';
import { exitCodes, LoadtestFailure } from '@scale-out-lab/loadtest';
import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import fp from 'fastify-plugin';
import { everyAnswer } from './answers.js';

export const problems = {
  'invalid-request': { status: 400, title: 'The request is not what this route accepts' },
  'foreign-host': { status: 403, title: 'The control room does not go by this name' },
  'cross-origin': { status: 403, title: 'The request comes from another page' },
  'not-found': { status: 404, title: 'There is no such thing' },
  'method-not-allowed': { status: 405, title: 'The method is not one of this path' },
  'request-timeout': { status: 408, title: 'The request took too long to arrive' },
  busy: { status: 409, title: 'Something goes on that must not be disturbed' },
  'not-over': { status: 409, title: 'The run is not over' },
  'no-refresh-token': { status: 409, title: 'The client has nothing to renew its credential with' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'The body must be application/json' },
  'unsupported-encoding': { status: 415, title: 'The body must not be encoded' },
  'headers-too-large': { status: 431, title: 'The header fields are too large' },
  'internal-error': { status: 500, title: 'The control room failed' },
  'not-possible': { status: 501, title: 'This cannot be done here' },
  unreachable: { status: 502, title: 'What was to be changed does not answer' },
  'too-many-streams': { status: 503, title: 'Too many pages listen' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof problems;

/** A refusal. Thrown by plugins and routes, answered by one handler. */
export class Problem extends Error {
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    readonly code: ProblemCode,
    readonly detail: string,
    { headers = {}, cause }: ErrorOptions & { headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(detail, { cause });
    this.name = 'Problem';
    this.headers = headers;
  }
}

/** Answers every error as a problem. */
export const problemHandler = fp(
  async (fastify: FastifyInstance) => {
    fastify.setErrorHandler((error: FastifyError | Problem | LoadtestFailure, request, reply) => {
      const problem = toProblem(error);
      if (problem.code === 'internal-error') request.log.error({ err: error }, 'request failed');
      return sendProblem(reply, problem);
    });
  },
  { name: 'problem-handler' },
);

export function toView({ code, detail }: Problem): ProblemView {
  const type = `https://scale-out-lab.example/problems/${code}`;
  return { type, title: problems[code].title, status: problems[code].status, detail, code };
}

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  const view = toView(problem);
  reply
    .code(view.status)
    .headers({ ...everyAnswer, ...problem.headers })
    .type('application/problem+json');
  return reply.send(JSON.stringify(view));
}

const codeByStatus: Readonly<Record<number, ProblemCode>> = {
  404: 'not-found',
  413: 'body-too-large',
  415: 'unsupported-media-type',
};

/** Fastify's own words, where they do not say what to do. */
const details: Readonly<Record<string, string>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'The body is longer than 64 kB.',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'The body must be JSON, sent with "Content-Type: application/json".',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'The body is empty, though Content-Type says that it is JSON.',
  FST_ERR_CTP_INVALID_JSON_BODY: 'The body is not valid JSON.',
  FST_STATIC_FORBIDDEN_PATH: 'The path of a file must be written without //, /./ and /../.',
};

/** Also what Fastify refuses by itself, and what the load test could not do. */
export function toProblem(error: FastifyError | Problem | LoadtestFailure): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof LoadtestFailure) {
    const code = error.exitCode === exitCodes.usage ? 'invalid-request' : 'unreachable';
    return new Problem(code, error.message, { cause: error });
  }
  const status = error.statusCode ?? 500;
  if (status < 400 || status >= 500) {
    return new Problem('internal-error', 'The control room failed; its log says why.', { cause: error });
  }
  const detail = details[error.code] ?? error.message;
  // RFC 9110 §15.5.16: the answer says which media types would have been accepted.
  const headers: Record<string, string> = status === 415 ? { accept: 'application/json' } : {};
  return new Problem(codeByStatus[status] ?? 'invalid-request', detail, { cause: error, headers });
}
