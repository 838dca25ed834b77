// What Node's HTTP parser refuses before Fastify sees it: answered as a problem too.
import type { Socket } from 'node:net';
import { Problem, type ProblemCode, renderProblem } from './problem.js';

const codes: Readonly<Record<string, ProblemCode>> = {
  HPE_HEADER_OVERFLOW: 'headers-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout',
};

export function answerClientError(instanceId: string) {
  return (error: Error & { code: string }, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const problem = new Problem(codes[error.code] ?? 'invalid-request', 'This is not a request in HTTP/1.1.');
    const body = renderProblem(problem, instanceId);
    const head = [
      `HTTP/1.1 ${problem.status} ${problem.code}`,
      'Content-Type: application/problem+json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      `X-Instance-Id: ${instanceId}`,
      'Connection: close',
    ];
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  };
}
