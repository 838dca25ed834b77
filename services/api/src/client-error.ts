// What Node's HTTP parser refuses before Fastify sees it: answered as a problem too.
import type { Socket } from 'node:net';
import { protectiveHeaders } from './answers.js';
import { Problem, type ProblemCode, renderProblem } from './problem.js';

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

export function answerClientError(instanceId: string) {
  return (error: Error & { code: string }, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const problem = new Problem(...(refusals[error.code] ?? unreadable));
    const body = renderProblem(problem, instanceId);
    const head = [
      `HTTP/1.1 ${problem.status} ${problem.code}`,
      'Content-Type: application/problem+json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      `X-Instance-Id: ${instanceId}`,
      ...Object.entries(protectiveHeaders).map(([name, value]) => `${name}: ${value}`),
      'Connection: close',
    ];
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  };
}
