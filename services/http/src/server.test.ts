import { Agent, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import Fastify from 'fastify';
import { expect, it, onTestFinished } from 'vitest';
import { httpServer } from './server.js';

it('a server that stops answers the requests on open connections', async () => {
  const fastify = Fastify(httpServer({ server: { name: 'one', members: {} }, bodyLimitKb: 16 }));
  fastify.get('/', async () => 'here');
  let end = () => {};
  const isEnding = new Promise<void>((resolve) => {
    end = resolve;
  });
  fastify.addHook('preClose', () => isEnding);
  await fastify.listen({ port: 0, host: '127.0.0.1' });
  const { port } = fastify.server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  async function ask() {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      get({ host: '127.0.0.1', port, agent }, resolve).on('error', reject);
    });
    return [response.statusCode, await text(response)];
  }
  expect(await ask()).toEqual([200, 'here']);
  const closed = fastify.close();
  expect(await ask()).toEqual([200, 'here']);
  end();
  await closed;
});
