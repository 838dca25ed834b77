// A request that arrives too slowly is refused in time, on the port of the users and on the control port.
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { timeouts } from '@scale-out-lab/http';
import type { FastifyInstance } from 'fastify';
import { expect, it, onTestFinished } from 'vitest';
import { buildTestApp, buildTestControl, controlToken } from './testing/build-test-app.js';

/** A busy machine delays a refusal by less than the two differ. */
const brief = { headersMs: 200, requestMs: 5000, checkEveryMs: 50 };
/** For a body, which takes until the whole request is late. */
const briefForBodies = { ...brief, requestMs: 600 };

const post = (path: string, lines = '') =>
  `POST ${path} HTTP/1.1\r\nHost: lab\r\nContent-Type: application/json\r\n${lines}`;

/** The name of a server, its builder, and the beginning of a POST to it. */
const servers: [string, (timeouts?: typeof brief) => Promise<FastifyInstance>, string][] = [
  [
    'an instance',
    (timeouts) => buildTestApp(onTestFinished, { ...(timeouts && { timeouts }) }),
    post('/api/jwt-shared-key/login'),
  ],
  [
    'a control port',
    async (timeouts) =>
      (await buildTestControl(onTestFinished, await buildTestApp(onTestFinished), timeouts)).server,
    post('/control/clock', `Authorization: Bearer ${controlToken}\r\n`),
  ],
];

/** Sends a part every 20 ms. Resolves to the answer and its time. */
async function dribble(server: FastifyInstance, start: string, part: string) {
  await server.listen({ host: '127.0.0.1', port: 0 });
  const socket = connect((server.server.address() as AddressInfo).port, '127.0.0.1').on('error', () => {});
  const startedAt = performance.now();
  socket.write(start);
  const timer = setInterval(() => socket.write(part), 20);
  onTestFinished(() => clearInterval(timer));
  const answer = await Promise.race([text(socket), sleep(4900, 'no answer')]);
  clearInterval(timer);
  return { answer, afterMs: performance.now() - startedAt };
}

it.each(servers)('%s refuses header lines that arrive too slowly', async (_what, build, head) => {
  const { answer, afterMs } = await dribble(await build(brief), head, 'X: a\r\n');
  expect(answer).toMatch(/^HTTP\/1.1 408 (.*\r\n)+content-type: application\/problem\+json\r\n/);
  expect(answer).toContain('"code":"request-timeout"');
  expect(afterMs).toBeGreaterThan(brief.headersMs - 10);
  expect(afterMs).toBeLessThan(brief.requestMs);
});

it.each(servers)(
  '%s closes a connection without a request, and sends nothing on it',
  async (_what, build) => {
    const server = await build(brief);
    await server.listen({ host: '127.0.0.1', port: 0 });
    const socket = connect((server.server.address() as AddressInfo).port, '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    expect(await Promise.race([text(socket), sleep(4900, 'still open')])).toBe('');
  },
);

it.each(servers)('%s refuses a body that arrives too slowly', async (_what, build, head) => {
  const { answer, afterMs } = await dribble(
    await build(briefForBodies),
    `${head}Content-Length: 10000\r\n\r\n`,
    ' ',
  );
  expect(answer).toMatch(/^HTTP\/1.1 408 .*"code":"request-timeout"/s);
  expect(afterMs).toBeGreaterThan(briefForBodies.requestMs - 10);
});

it.each(servers)('%s waits 5 s for header lines and 10 s for a request', async (_what, build) => {
  const { server } = await build();
  // Node swaps the two if the first is longer, and looks every 30 s by default.
  const { headersTimeout, requestTimeout } = server;
  expect([headersTimeout, requestTimeout]).toEqual([timeouts.headersMs, timeouts.requestMs]);
  expect([headersTimeout, requestTimeout]).toEqual([5_000, 10_000]);
  expect(server).toHaveProperty('connectionsCheckingInterval', 1_000);
});

const buildServers = {
  'an instance': () => buildTestApp(onTestFinished),
  'a control port': async () =>
    (await buildTestControl(onTestFinished, await buildTestApp(onTestFinished))).server,
};

it.each(Object.entries(buildServers))(
  'an unexpected error of %s is a 500 without its message',
  async (_of, build) => {
    const server = await build();
    server.get('/fails', () => {
      throw new Error('cannot open /run/secrets/session');
    });
    const headers = { authorization: `Bearer ${controlToken}` };
    const answer = await server.inject({ url: '/fails', headers });
    expect([answer.statusCode, answer.json().code]).toEqual([500, 'internal-error']);
    expect(answer.body).not.toContain('secrets');
  },
);
