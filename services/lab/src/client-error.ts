// What Node's HTTP parser refuses before Fastify sees it: answered as a problem too.
import type { Socket } from 'node:net';
import { everyAnswer } from './answers.js';
import { Problem, type ProblemCode, toView } from './problem.js';

const refusals: Readonly<Record<string, readonly [ProblemCode, string]>> = {
  HPE_HEADER_OVERFLOW: [
    'headers-too-large',
    'The request line and the header lines are longer than 64 kB together.',
  ],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: ['body-too-large', 'The chunk extensions of the body are too long.'],
  ERR_HTTP_REQUEST_TIMEOUT: [
    'request-timeout',
    'The request took too long to arrive: its header lines may take 5 s, and all of it 10 s.',
  ],
};
const unreadable = ['invalid-request', 'This cannot be read as a request in HTTP/1.1.'] as const;

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
