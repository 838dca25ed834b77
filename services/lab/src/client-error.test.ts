// Invalid and slow requests, sent over a socket: Node's parser and its timeouts are under test.
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { beforeAll, expect, it } from 'vitest';
import { useOfflineLab } from './testing/offline-lab.js';

const lab = useOfflineLab();
let port: number;

beforeAll(async () => {
  await lab().listen({ port: 0, host: '127.0.0.1' });
  port = (lab().server.address() as AddressInfo).port;
});

/** The answer until the server closes the connection, and the time until then. */
async function exchange(
  request: string,
): Promise<{ status: number; body: object; head: string; ms: number }> {
  const start = performance.now();
  const socket = connect(port, '127.0.0.1');
  socket.write(request);
  const [head = '', body = '{}'] = (await text(socket)).split('\r\n\r\n');
  const ms = performance.now() - start;
  return { status: Number(/^HTTP\/1\.1 (\d+) /.exec(head)?.[1]), body: JSON.parse(body), head, ms };
}

it.each([
  ['no HTTP at all', 'hello\r\n\r\n', 400, 'invalid-request'],
  ['a header that is none', 'GET / HTTP/1.1\r\nno header\r\n\r\n', 400, 'invalid-request'],
  ['HTTP/1.0 without a Host', 'GET /lab/state HTTP/1.0\r\n\r\n', 400, 'invalid-request'],
  ['HTTP/1.1 without a Host', 'GET /lab/state HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'invalid-request'],
  [
    'a gzip body',
    'POST /lab/keys HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nConnection: close\r\nContent-Length: 1\r\n\r\n{',
    415,
    'unsupported-encoding',
  ],
  [
    'headers of 70 kB',
    `GET / HTTP/1.1\r\nHost: x\r\nA: ${'a'.repeat(70_000)}\r\n\r\n`,
    431,
    'headers-too-large',
  ],
])('%s is refused with a problem', async (_what, request, status, code) => {
  const answer = await exchange(request);
  expect(answer.status).toBe(status);
  expect(answer.body).toMatchObject({ status, code, detail: expect.stringMatching(/^.{10,}\.$/) });
  expect(answer.head.toLowerCase()).toContain('content-type: application/problem+json');
  if (code === 'unsupported-encoding')
    expect(answer.head.toLowerCase()).toContain('accept-encoding: identity');
  for (const header of ['x-instance-id: lab', 'x-content-type-options: nosniff', 'cache-control: no-store'])
    expect(answer.head.toLowerCase()).toContain(header);
});

it.concurrent.each([
  ['headers', 'GET /lab/state HTTP/1.1\r\nHost: localhost\r\n', 5000],
  [
    'a body',
    'POST /lab/keys HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
    10_000,
  ],
])(
  '%s that do not arrive are waited for for %i ms and no longer',
  { timeout: 20_000 },
  async (_what, part, limit) => {
    const { status, body, ms } = await exchange(part);
    expect([status, body]).toEqual([408, expect.objectContaining({ code: 'request-timeout' })]);
    expect(ms).toBeGreaterThan(limit - 100);
    expect(ms).toBeLessThan(limit + 3000);
  },
);
