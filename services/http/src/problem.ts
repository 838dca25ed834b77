// Refusals: RFC 9457 problem details with a stable code. Each server adds its own table of codes to the common one.
import { problemType } from '@scale-out-lab/core';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { setCommonHeaders } from './response-headers.js';

export interface ProblemType {
  readonly status: number;
  readonly title: string;
}

export const commonProblems = {
  'invalid-request': { status: 400, title: 'The request is not what this route accepts' },
  'not-found': { status: 404, title: 'Not found' },
  'method-not-allowed': { status: 405, title: 'The path does not have this method' },
  'request-timeout': { status: 408, title: 'The request took too long to arrive' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'The body must be application/json' },
  'unsupported-encoding': { status: 415, title: 'The body must not be encoded' },
  'headers-too-large': { status: 431, title: 'The header fields are too large' },
  'internal-error': { status: 500, title: 'The server failed' },
} as const satisfies Record<string, ProblemType>;

export type CommonCode = keyof typeof commonProblems;

export interface ProblemOptions extends ErrorOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Extension members of the body (RFC 9457 §3.2). */
  readonly members?: Readonly<Record<string, unknown>>;
}

/** A refusal. Thrown by plugins and routes, answered by `problemHandler`. */
export class Problem extends Error {
  readonly status: number;
  readonly title: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly members: Readonly<Record<string, unknown>>;

  constructor(
    readonly code: string,
    { status, title }: ProblemType,
    readonly detail: string,
    { headers = {}, members = {}, cause }: ProblemOptions = {},
  ) {
    super(detail, { cause });
    this.name = 'Problem';
    this.status = status;
    this.title = title;
    this.headers = headers;
    this.members = members;
  }
}

export function commonProblem(code: CommonCode, detail: string, options?: ProblemOptions): Problem {
  return new Problem(code, commonProblems[code], detail, options);
}

/** The server that answers. */
export interface ServerIdentity {
  /** In `X-Instance-Id`. */
  readonly name: string;
  /** Extension members of each problem that it answers with. */
  readonly members?: Readonly<Record<string, unknown>>;
}

/** The body of a problem (RFC 9457 §3.1). `code` is for programs, `detail` for people. */
export function renderProblem(problem: Problem, server: ServerIdentity): Readonly<Record<string, unknown>> {
  const { code, title, status, detail } = problem;
  const type = problemType(code);
  return { type, title, status, detail, code, ...problem.members, ...server.members };
}

export function sendProblem(reply: FastifyReply, problem: Problem, server: ServerIdentity): FastifyReply {
  reply.code(problem.status).headers(problem.headers).type('application/problem+json');
  // Also here: an error of Fastify's router reaches no hook.
  setCommonHeaders(reply, server.name);
  return reply.send(JSON.stringify(renderProblem(problem, server)));
}

interface HandlerOptions {
  readonly server: ServerIdentity;
  /** In kilobytes, for the answer to a longer body. */
  readonly bodyLimitKb: number;
  /** The problem for an error of another library; undefined if there is none. */
  readonly explain?: (error: Error) => Problem | undefined;
  /** Called with each problem before it is answered. */
  readonly onProblem?: (problem: Problem, request: FastifyRequest) => void;
}

/** Answers every error of this server and its scopes as a problem. Logs a failure, which its answer does not explain. */
export const problemHandler = fp(
  async (fastify: FastifyInstance, { server, bodyLimitKb, explain, onProblem }: HandlerOptions) => {
    fastify.setErrorHandler((error: FastifyError | Problem, request, reply) => {
      const found = explain?.(error) ?? toProblem(error, bodyLimitKb);
      // Fastify reads the body before it looks whether there is a route.
      const isOfBody = request.is404 && !(error instanceof Problem) && found.status < 500;
      const problem = (isOfBody && fastify.problemOfPath?.(request)) || found;
      if (problem.code === 'internal-error') request.log.error({ err: error }, 'request failed');
      onProblem?.(problem, request);
      return sendProblem(reply, problem, server);
    });
  },
  { name: 'problem-handler' },
);

const codeByStatus: Readonly<Record<number, CommonCode>> = {
  404: 'not-found',
  408: 'request-timeout',
  413: 'body-too-large',
  // A part of the path that is longer than any that a route takes.
  414: 'not-found',
  415: 'unsupported-media-type',
};

/** Sentences in place of Fastify's own, which do not name a fix. */
const details: Readonly<Record<string, string>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'The body must be JSON, sent with "Content-Type: application/json".',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'The body is empty, but its Content-Type is JSON.',
  FST_ERR_CTP_INVALID_JSON_BODY: 'The body is not valid JSON.',
  FST_ERR_MAX_PARAM_LENGTH: 'No path here has a part of more than 100 characters. Check the path.',
  FST_ERR_BAD_URL: 'The path has a % that does not begin a character in UTF-8. Write it as %25.',
  FST_STATIC_FORBIDDEN_PATH: 'The path of a file must be written without //, /./ and /../.',
};

/** The problem for an error of Fastify: a body that cannot be parsed, a schema that does not match. */
export function toProblem(error: FastifyError | Problem, bodyLimitKb: number): Problem {
  if (error instanceof Problem) return error;
  const { statusCode: status = 500, code } = error;
  if (status < 400 || status >= 500) {
    return commonProblem('internal-error', 'The server failed; its log has the reason.', { cause: error });
  }
  const isTooLarge = code === 'FST_ERR_CTP_BODY_TOO_LARGE';
  const detail = isTooLarge ? `The body is longer than ${bodyLimitKb} kB.` : (details[code] ?? error.message);
  // RFC 9110 §15.5.16: the answer names the accepted media types.
  const headers: Record<string, string> = status === 415 ? { accept: 'application/json' } : {};
  return commonProblem(codeByStatus[status] ?? 'invalid-request', detail, { cause: error, headers });
}
