// What Node's HTTP parser refuses before Fastify sees it: answered as a problem too.
import type { Socket } from 'node:net';
import { everyAnswer } from './answers.js';
import { Problem, type ProblemCode, toView } from './problem.js';

const refusals: Readonly<Record<string, readonly [ProblemCode, string]>> = {
  HPE_HEADER_OVERFLOW: ['headers-too-large', 'The header fields are longer than 16 kB in all.'],
  ERR_HTTP_REQUEST_TIMEOUT: ['request-timeout', 'The request did not arrive in time.'],
};
const unreadable = ['invalid-request', 'This is not a request in HTTP/1.1.'] as const;

export function answerClientError(error: Error & { code: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const view = toView(new Problem(...(refusals[error.code] ?? unreadable)));
  const body = JSON.stringify(view);
  const headers = {
    ...everyAnswer,
    'content-type': 'application/problem+json',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end([`HTTP/1.1 ${view.status} ${view.code}`, ...lines, '', body].join('\r\n'));
}
