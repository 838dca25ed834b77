// Refusals: RFC 9457 problem details with a stable code, and the one table of what each code means.
import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import fp from 'fastify-plugin';
import { protectiveHeaders } from './answers.js';

const problems = {
  'invalid-request': { status: 400, title: 'The request is not what this route accepts' },
  'invalid-credentials': { status: 401, title: 'The username or the password is wrong' },
  'missing-credential': { status: 401, title: 'The request carries no credential' },
  'wrong-token': { status: 401, title: 'The token is not that of the control port' },
  malformed: { status: 401, title: 'The credential is not of the form this mode issues' },
  'bad-signature': {
    status: 401,
    title: 'The credential was not signed with a key that this instance trusts',
  },
  'invalid-claims': { status: 401, title: 'The token is for another purpose or another time' },
  expired: { status: 401, title: 'The credential has expired' },
  revoked: { status: 401, title: 'The credential has been revoked' },
  'unknown-session': { status: 401, title: 'This instance does not know the session' },
  'reused-token': { status: 401, title: 'The refresh token was used before' },
  'cross-site': { status: 403, title: 'The request comes from another site' },
  'not-found': { status: 404, title: 'Nothing is served here' },
  'unknown-mode': { status: 404, title: 'There is no such mode' },
  'method-not-allowed': { status: 405, title: 'The method is not one of this path' },
  'request-timeout': { status: 408, title: 'The request took too long to arrive' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'The body must be application/json' },
  'unsupported-encoding': { status: 415, title: 'The body must not be encoded' },
  'too-many-attempts': { status: 429, title: 'Too many wrong passwords' },
  'headers-too-large': { status: 431, title: 'The header fields are too large' },
  'internal-error': { status: 500, title: 'The instance failed' },
  'not-remembered': { status: 501, title: 'Nothing remembers the log-ins of this mode' },
  draining: { status: 503, title: 'The instance takes no new requests' },
  overloaded: { status: 503, title: 'The instance has more log-ins to check than it can' },
  'store-unavailable': { status: 503, title: 'The store that this mode needs does not answer' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof problems;

interface ProblemOptions extends ErrorOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** The instance that issued the refused credential, where the credential says so. */
  readonly issuedBy?: string | undefined;
}

/** A refusal. Thrown by plugins and routes, answered by one handler. */
export class Problem extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly issuedBy: string | undefined;

  constructor(
    readonly code: ProblemCode,
    readonly detail: string,
    { headers = {}, issuedBy, cause }: ProblemOptions = {},
  ) {
    super(detail, { cause });
    this.status = problems[code].status;
    this.headers = headers;
    this.issuedBy = issuedBy;
  }
}

/** The body of a refusal (RFC 9457 §3.1), with the extension members `code`, `issuedBy` and `servedBy`. */
export function renderProblem(problem: Problem, servedBy: string): string {
  const { code, detail, status, issuedBy } = problem;
  const type = `https://scale-out-lab.example/problems/${code}`;
  return JSON.stringify({ type, title: problems[code].title, status, detail, code, issuedBy, servedBy });
}

/** Answers every error of this server and its scopes as a problem. */
export const problemHandler = fp(
  async (fastify: FastifyInstance, { instanceId }: { instanceId: string }) => {
    fastify.setErrorHandler((error: FastifyError | Problem, request, reply) => {
      const problem = error instanceof Problem ? error : fromFastify(error);
      if (problem.status === 500) request.log.error({ err: error }, 'request failed');
      // Its message alone: the error that Redis gives also holds the command, and with it the session ID.
      if (isReplyError(problem.cause)) request.log.warn({ reason: problem.cause.message }, problem.code);
      return sendProblem(reply, problem, instanceId);
    });
  },
  { name: 'problem-handler' },
);

/** Whether Redis answered, and refused (it is full, it wants a password …). */
function isReplyError(cause: unknown): cause is Error {
  return cause instanceof Error && cause.name === 'ReplyError';
}

export function sendProblem(reply: FastifyReply, problem: Problem, servedBy: string): FastifyReply {
  return reply
    .code(problem.status)
    .headers(problem.headers)
    .header('x-instance-id', servedBy)
    .headers(protectiveHeaders)
    .type('application/problem+json')
    .send(renderProblem(problem, servedBy));
}

const codeByStatus: Readonly<Record<number, ProblemCode>> = {
  408: 'request-timeout',
  413: 'body-too-large',
  415: 'unsupported-media-type',
};

/** Fastify's own words, where they do not say what to do. */
const details: Readonly<Record<string, string>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'The body is longer than 16 kB.',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'The body must be JSON, sent with "Content-Type: application/json".',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'The body is empty, though Content-Type says that it is JSON.',
  FST_ERR_CTP_INVALID_JSON_BODY: 'The body is not valid JSON.',
};

/** What Fastify itself refuses (a body it cannot parse, a schema that does not match), as a problem. */
export function fromFastify(error: FastifyError): Problem {
  const status = error.statusCode ?? 500;
  if (status < 400 || status >= 500) {
    return new Problem('internal-error', 'The instance failed; its log says why.', { cause: error });
  }
  const detail = details[error.code] ?? error.message;
  // RFC 9110 §15.5.16: the answer says which media types would have been accepted.
  const headers: Record<string, string> = status === 415 ? { accept: 'application/json' } : {};
  return new Problem(codeByStatus[status] ?? 'invalid-request', detail, { cause: error, headers });
}
