import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { measure } from './measure.js';

async function serve(listener: RequestListener): Promise<URL> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => server.close().closeAllConnections());
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/me`);
}

const visitors = ['ada', 'bob'].map((name) => ({
  headers: { authorization: name },
  isRight: (body: string) => body === `hello ${name}`,
}));

it('counts the right answers in a second, each to the visitor who asked', async () => {
  const url = await serve((request, response) => response.end(`hello ${request.headers.authorization}`));
  expect(await measure(url, visitors, 0.2)).toBeGreaterThan(100);
});

it.each<{ case: string; listener: RequestListener; expected: RegExp }>([
  {
    case: 'not 2xx',
    listener: (_request, response) => response.writeHead(401).end('hello ada'),
    expected: /\/me [1-9]\d* were not 2xx/,
  },
  {
    case: "another visitor's",
    listener: (_request, response) => response.end('hello ada'),
    expected: /[1-9]\d* not what was expected.*hello ada/,
  },
  {
    case: 'not there',
    listener: (request) => request.socket.destroy(),
    expected: /[1-9]\d* were lost/,
  },
])('an answer that is $case fails the measurement', async ({ listener, expected }) => {
  let answered = 0;
  const url = await serve((request, response) => {
    if (++answered > 20) listener(request, response);
    else response.end(`hello ${request.headers.authorization}`);
  });
  await expect(measure(url, visitors, 0.2)).rejects.toThrow(expected);
});
