// Problems that are answered without Fastify: a malformed request, or bytes that Node's parser cannot read.
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import {
  type CommonCode,
  commonProblem,
  type Problem,
  renderProblem,
  type ServerIdentity,
} from './problem.js';
import { commonHeaders } from './response-headers.js';

export function answerWithProblem(response: ServerResponse, problem: Problem, server: ServerIdentity): void {
  const { headers, body } = toAnswer(problem, server);
  response.writeHead(problem.status, headers).end(body);
}

const parserErrors: Readonly<Record<string, readonly [CommonCode, string]>> = {
  HPE_HEADER_OVERFLOW: [
    'headers-too-large',
    'The request line and the header lines are longer than 64 kB together.',
  ],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: ['body-too-large', 'The chunk extensions of the body are too long.'],
  ERR_HTTP_REQUEST_TIMEOUT: [
    'request-timeout',
    'The request took too long to arrive. The limit is 5 s for its header lines and 10 s for all of it.',
  ],
};
const unreadable = ['invalid-request', 'This cannot be read as a request in HTTP/1.1.'] as const;

export function answerParserError(
  error: Error & { code: string },
  socket: Socket,
  server: ServerIdentity,
): void {
  // A client that opens a connection early would take an answer on it for that to its first request (RFC 9110 §15.5.9).
  const isUnused = error.code === 'ERR_HTTP_REQUEST_TIMEOUT' && socket.bytesRead === 0;
  if (error.code === 'ECONNRESET' || !socket.writable || isUnused || isAnswering(socket)) {
    socket.destroy();
    return;
  }
  const problem = commonProblem(...(parserErrors[error.code] ?? unreadable));
  const { headers, body } = toAnswer(problem, server);
  const lines = Object.entries({ ...headers, connection: 'close' }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  socket.end([`HTTP/1.1 ${problem.status} ${problem.code}`, ...lines, '', body].join('\r\n'));
}

/** A second answer would be inside the first one, as Node's own handler knows. */
function isAnswering(socket: Socket & { readonly _httpMessage?: ServerResponse | null }): boolean {
  return socket._httpMessage?.headersSent === true;
}

function toAnswer(problem: Problem, server: ServerIdentity) {
  const body = JSON.stringify(renderProblem(problem, server));
  const headers = {
    ...commonHeaders(server.name),
    ...problem.headers,
    'content-type': 'application/problem+json',
    'content-length': String(Buffer.byteLength(body)),
  };
  return { headers, body };
}
