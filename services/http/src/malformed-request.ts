// The form that every request needs before a route sees it: one Host, at most 1,000 header lines, a body without encoding.
import type { IncomingMessage } from 'node:http';
import { commonProblem, type Problem } from './problem.js';

/** The same limit as nginx's. */
const maxHeaderLines = 1000;

/** Why the request is refused; undefined for a well-formed one. */
export function malformedRequest(request: IncomingMessage, needsHost: boolean): Problem | undefined {
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
