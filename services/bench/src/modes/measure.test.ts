import type { RequestListener } from 'node:http';
import { serve } from '@scale-out-lab/core/testing/serve';
import { expect, it } from 'vitest';
import { measure } from './measure.js';

const meOf = async (listener: RequestListener) => new URL('/me', await serve(listener));

const visitors = ['ada', 'bob'].map((name) => ({
  headers: { authorization: name },
  isRight: (body: string) => body === `hello ${name}`,
}));

it('counts the right answers in a second, each to the right visitor', async () => {
  const url = await meOf((request, response) => response.end(`hello ${request.headers.authorization}`));
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
  const url = await meOf((request, response) => {
    // The first two are right: a busy machine answers few requests within the slice.
    if (++answered > 2) listener(request, response);
    else response.end(`hello ${request.headers.authorization}`);
  });
  await expect(measure(url, visitors, 0.2)).rejects.toThrow(expected);
});
