import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import Fastify from 'fastify';
import { expect, it, onTestFinished } from 'vitest';
import { httpServer } from './server.js';

it('bytes that are no request end a connection without a second answer inside the one that is being sent', async () => {
  const fastify = Fastify({
    ...httpServer({ server: { name: 'one', members: { servedBy: 'one' } }, bodyLimitKb: 16 }),
  });
  onTestFinished(() => fastify.close());
  fastify.get('/stream', (_request, reply) => {
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream' }).write('event: one\n\n');
  });
  await fastify.listen({ port: 0, host: '127.0.0.1' });
  const client = connect((fastify.server.address() as AddressInfo).port, '127.0.0.1');
  let received = '';
  client.on('data', (bytes) => {
    received += bytes;
  });
  client.write('GET /stream HTTP/1.1\r\nHost: one\r\n\r\n');
  await expect.poll(() => received).toContain('event: one');
  client.write('no request\r\n\r\n');
  await once(client, 'close');
  expect(received.match(/HTTP\/1\.1/g)).toHaveLength(1);
});
