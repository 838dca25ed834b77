// The HTTP server below Fastify: its limits, its timeouts, and its answers to requests that no route may see.
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { FastifyHttpOptions } from 'fastify';
import { commonProblem, type Problem, type ServerIdentity, sendProblem, toProblem } from './problem.js';
import { answerParserError, answerWithProblem } from './raw-answer.js';

export interface Timeouts {
  /** The whole request must have arrived by then. */
  readonly requestMs: number;
  /** Its header lines must have arrived by then. Node swaps the two if this one is longer. */
  readonly headersMs: number;
  /** How often Node looks for late connections, so a timeout is late by up to this. */
  readonly checkEveryMs: number;
}

export const timeouts: Timeouts = { requestMs: 10_000, headersMs: 5_000, checkEveryMs: 1_000 };

interface ServerOptions {
  readonly server: ServerIdentity;
  /** In kilobytes. */
  readonly bodyLimitKb: number;
  /** Whether HTTP/1.0 needs a Host header too. */
  readonly needsHost?: boolean;
  /** `timeouts` by default. */
  readonly timeouts?: Timeouts | undefined;
}

const headerBytes = 64 * 1024;

/** Longer than nginx keeps a connection, so that an instance never closes a connection that nginx is about to use. */
const keepAliveMs = 75_000;

/** The options with which Fastify builds such a server. */
export function httpServer(options: ServerOptions) {
  const { server: identity, bodyLimitKb, needsHost = false } = options;
  const { requestMs, headersMs, checkEveryMs } = options.timeouts ?? timeouts;

  function serverFactory(route: RequestListener): Server {
    const limits = {
      requestTimeout: requestMs,
      headersTimeout: headersMs,
      connectionsCheckingInterval: checkEveryMs,
      keepAliveTimeout: keepAliveMs,
      maxHeaderSize: headerBytes,
      // A repeated header must not be read as one of the two: joined, it is refused as malformed.
      joinDuplicateHeaders: true,
      // Node would refuse a missing Host with an empty body.
      requireHostHeader: false,
    };
    // Before Fastify: a hook on every request, or its `rewriteUrl`, costs a GET about a microsecond.
    const server = createServer(limits, (request, response) => {
      const problem = malformedRequest(request, needsHost);
      if (problem) answerWithProblem(response, problem, identity);
      else route(request, response);
    });
    // Node would drop the header lines beyond 2,000 without a word; `malformedRequest` refuses them.
    server.maxHeadersCount = 0;
    // Node would answer 417 with an empty body. An unknown expectation may be ignored (RFC 9110 §10.1.1).
    server.on('checkExpectation', (request, response) => server.emit('request', request, response));
    return server;
  }

  return {
    serverFactory,
    bodyLimit: bodyLimitKb * 1024,
    // As a server stops, it still answers the requests that reach it.
    return503OnClosing: false,
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false } },
    clientErrorHandler: (error, socket) => answerParserError(error, socket, identity),
    frameworkErrors: (error, _request, reply) =>
      void sendProblem(reply, toProblem(error, bodyLimitKb), identity),
  } satisfies FastifyHttpOptions<Server>;
}

/** The same limit as nginx's. */
const maxHeaderLines = 1000;

/** Why the request is refused; undefined for a well-formed one. */
function malformedRequest(request: IncomingMessage, needsHost: boolean): Problem | undefined {
  const { headers, rawHeaders, httpVersion } = request;
  const { host, 'content-encoding': encoding } = headers;
  if (host === undefined ? needsHost || httpVersion === '1.1' : host.includes(',')) {
    return commonProblem('invalid-request', 'A request has one Host header (RFC 9112 §3.2).');
  }
  // Names and values in turn.
  if (rawHeaders.length > 2 * maxHeaderLines) {
    return commonProblem('headers-too-large', 'The request has more than 1,000 header lines.');
  }
  if (encoding === undefined || encoding.toLowerCase() === 'identity') return undefined;
  const detail = `The body must be sent without encoding, not in the content coding "${encoding}".`;
  // RFC 9110 §15.5.16: the answer names the accepted codings.
  return commonProblem('unsupported-encoding', detail, { headers: { 'accept-encoding': 'identity' } });
}
