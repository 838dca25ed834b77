// A stopping server ends connections that do not end by themselves.
import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import Fastify from 'fastify';
import { expect, it, onTestFinished, vi } from 'vitest';
import { endConnections, lastAnswersMs } from './end-connections.js';
import { httpServer } from './server.js';

it.each([
  ['sends no request', ''],
  ['sends half a request', 'GET / HTTP/1.1\r\nHost: lab\r\n'],
  ['waits for an answer that never comes', 'GET /never HTTP/1.1\r\nHost: lab\r\n\r\n'],
  ['keeps the connection for its next request', 'GET / HTTP/1.1\r\nHost: lab\r\n\r\n'],
])('a server closes although a client %s', { timeout: 10_000 }, async (_what, bytes) => {
  const app = Fastify(httpServer({ server: { name: 'lab' }, bodyLimitKb: 1 }));
  app.addHook('preClose', async () => endConnections(app.server));
  app.get('/', async () => 'here');
  app.get('/never', () => new Promise(() => {}));
  await app.listen({ port: 0, host: '127.0.0.1' });
  const client = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
  onTestFinished(() => void client.destroy());
  client.on('error', () => {});
  const ended = once(client.resume(), 'close');
  const [socket] = await once(app.server, 'connection');
  if (bytes !== '') {
    client.write(bytes);
    await once(socket, 'data');
  }
  await app.close();
  await ended;
});

it('a server that never listened keeps no timer', async () => {
  const app = Fastify(httpServer({ server: { name: 'lab' }, bodyLimitKb: 1 }));
  app.addHook('preClose', async () => endConnections(app.server));
  const sweep = vi.spyOn(app.server, 'closeIdleConnections');
  await app.close();
  await sleep(lastAnswersMs + 200);
  const swept = sweep.mock.calls.length;
  expect(swept).toBeGreaterThan(0);
  await sleep(200);
  expect(sweep).toHaveBeenCalledTimes(swept);
});
