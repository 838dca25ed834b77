// The HTTP server of an instance, and of its control port: what it limits, how long it waits, and what it says to
// whatever Fastify never sees.
import type { Server } from 'node:http';
import type { FastifyHttpOptions } from 'fastify';
import { answerClientError } from './client-error.js';
import { fromFastify, sendProblem } from './problem.js';
import { routeWellFormed } from './well-formed.js';

export interface Timeouts {
  /** All of a request must have arrived by then. */
  readonly requestMs: number;
  /** Its headers must. Node swaps the two if this is the longer one. */
  readonly headersMs: number;
  /** How often Node looks which connections are late, so a timeout is late by up to this. */
  readonly checkEveryMs: number;
}

export const timeouts: Timeouts = { requestMs: 10_000, headersMs: 5_000, checkEveryMs: 1_000 };

/** nginx has the same limit for what it passes on to an instance. */
const bodyBytes = 16 * 1024;
const headerBytes = 64 * 1024;

/** @param instanceId named in every answer */
export function httpServer(instanceId: string, { requestMs, headersMs, checkEveryMs } = timeouts) {
  return {
    bodyLimit: bodyBytes,
    requestTimeout: requestMs,
    http: {
      requestTimeout: requestMs,
      headersTimeout: headersMs,
      connectionsCheckingInterval: checkEveryMs,
      maxHeaderSize: headerBytes,
      // A repeated header must not be read as one of the two: joined, it is refused as malformed.
      joinDuplicateHeaders: true,
      // Node would refuse with an empty body; `wellFormed` says why.
      requireHostHeader: false,
    },
    rewriteUrl: routeWellFormed,
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false } },
    clientErrorHandler: answerClientError(instanceId),
    frameworkErrors: (error, _request, reply) => void sendProblem(reply, fromFastify(error), instanceId),
  } satisfies FastifyHttpOptions<Server>;
}
