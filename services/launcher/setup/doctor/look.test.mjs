// @ts-check
import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { findLab } from './look.mjs';

/** A server that gives this answer, and its port. */
async function serve(
  /** @type {string} */ address,
  /** @type {(port: number) => [number, Record<string, string>]} */ answer,
) {
  const server = createServer((_request, response) => {
    response.writeHead(...answer(portOf(server))).end();
  });
  await once(server.listen(0, address), 'listening');
  onTestFinished(() => void server.close());
  return portOf(server);
}

function portOf(/** @type {import('node:http').Server} */ server) {
  return /** @type {import('node:net').AddressInfo} */ (server.address()).port;
}

const redirect = (/** @type {string} */ host) => (/** @type {number} */ port) =>
  /** @type {[number, Record<string, string>]} */ ([
    308,
    { location: `https://${host}:${port}/api/instance`, connection: 'close' },
  ]);

it('a lab with LAB_TLS=on is found by its redirect to its own port', async () => {
  const port = await serve('127.0.0.1', redirect('127.0.0.1'));
  expect(await findLab(port, '0.0.0.0')).toBe(`https://127.0.0.1:${port}`);
  const other = await serve('127.0.0.1', redirect('other.example'));
  expect(await findLab(other, '127.0.0.1')).toBeUndefined();
});

it('a lab is found at the address where it listens', async () => {
  const port = await serve('127.0.0.2', () => [200, { 'x-instance-id': 'api-1', connection: 'close' }]);
  expect(await findLab(port, '127.0.0.2')).toBe(`http://127.0.0.2:${port}`);
  expect(await findLab(port, '127.0.0.1')).toBeUndefined();
});
