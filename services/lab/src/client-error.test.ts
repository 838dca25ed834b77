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

it('HTTP/1.0 without a Host is refused with a problem', async () => {
  const { status, body, head } = await exchange('GET /lab/state HTTP/1.0\r\n\r\n');
  expect(status).toBe(400);
  expect(body).toMatchObject({
    status,
    code: 'invalid-request',
    detail: expect.stringMatching(/^.{10,}\.$/),
  });
  for (const header of [
    ...['content-type: application/problem+json', 'x-instance-id: lab'],
    ...['x-content-type-options: nosniff', 'cache-control: no-store'],
  ])
    expect(head.toLowerCase()).toContain(header);
});

it.concurrent.each([
  ['headers', 5000, 'GET /lab/state HTTP/1.1\r\nHost: localhost\r\n'],
  [
    'a body',
    10_000,
    'POST /lab/keys HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
  ],
])(
  'the server waits for the rest of %s %i ms and no longer',
  { timeout: 20_000 },
  async (_what, limit, part) => {
    const { status, body, ms } = await exchange(part);
    expect([status, body]).toEqual([408, expect.objectContaining({ code: 'request-timeout' })]);
    expect(ms).toBeGreaterThan(limit - 100);
    expect(ms).toBeLessThan(limit + 3000);
  },
);
