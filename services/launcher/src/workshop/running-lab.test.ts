import { serve } from '@scale-out-lab/core/testing/serve';
import { expect, it } from 'vitest';
import { resetLab } from './running-lab.js';

it('a reset that lasts is one visitor of an open room', async () => {
  const cookies: (string | undefined)[] = [];
  const url = await serve(({ method, headers }, response) => {
    response.setHeader('x-instance-id', 'lab');
    if (method === 'POST') return void response.end('{"id":1}');
    cookies.push(headers.cookie);
    if (headers.cookie === undefined) response.setHeader('set-cookie', 'visitor=one; Path=/; HttpOnly');
    const incidents = cookies.length < 3 ? [] : [{ id: 2, what: 'reset-ends', error: null }];
    response.end(`event: snapshot\ndata: ${JSON.stringify({ incidents })}\n\n`);
  });
  await resetLab({ url, language: 'en', hostKey: undefined, signal: new AbortController().signal });
  expect(cookies).toEqual([undefined, 'visitor=one', 'visitor=one']);
});
