import { createServer } from 'node:http';
import { listen } from '@scale-out-lab/core/testing/listen';
import { expect, it, onTestFinished } from 'vitest';
import { createControlClient, findInstances, instanceFaults } from './control-ports.js';

/** A server that gives every request this answer, as a control port would, and notes the requests. */
async function answerer(status: number, body: object | string) {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  const { url, close } = await listen(server);
  onTestFinished(close);
  return { url: new URL(url), close, requests };
}

const control = createControlClient(() => 'the token');
const closedPort = new URL('http://127.0.0.1:1');

it('finds those that answer, in the order of their numbers, and shows each the token', async () => {
  const [tenth, second] = [
    await answerer(200, { instanceId: 'api-10' }),
    await answerer(200, { instanceId: 'api-2' }),
  ];
  const found = await findInstances([tenth.url, closedPort, second.url], control);
  expect([...found]).toEqual([
    ['api-2', second.url],
    ['api-10', tenth.url],
  ]);
  expect(second.requests).toEqual(['GET /control/state Bearer the token']);
});

it.each([
  ['silent', undefined, undefined, 'does not answer (ECONNREFUSED). Start the lab, or name another address'],
  ['refusing the token', 401, { code: 'wrong-token' }, 'refuses the token. Set CONTROL_TOKEN, or'],
  [
    'the API',
    404,
    { detail: 'There is no such thing.' },
    'answers 404: There is no such thing. Does --control',
  ],
  ['something else', 200, { hello: 'world' }, 'is not a control port of the lab'],
  ['no HTTP API at all', 502, '<html>', 'answers 502: no problem document. Does --control'],
])('when there is only %s, the message names it', async (_what, status, body, sentence) => {
  const url = status === undefined ? closedPort : (await answerer(status, body)).url;
  await expect(findInstances([url], control)).rejects.toMatchObject({
    exitCode: 3,
    message: expect.stringContaining(sentence),
  });
});

it('one that refuses is not passed over for others that do not', async () => {
  const good = await answerer(200, { instanceId: 'api-1' });
  const refusing = await answerer(401, {});
  await expect(findInstances([good.url, refusing.url], control)).rejects.toThrow('refuses the token');
});

it('the error names the host that does not exist', async () => {
  const url = new URL('http://no-such-host.invalid:3001');
  await expect(findInstances([url], control)).rejects.toThrow('There is no no-such-host.invalid');
});

it('the instances are queried once, and again after one did not answer', async () => {
  const { url, close, requests } = await answerer(200, { instanceId: 'api-1' });
  let addresses = [url];
  const faults = instanceFaults(() => addresses, control);
  await faults.crash('api-1');
  await faults.stall('api-1', 20);
  expect(requests.map((each) => each.split(' ')[1])).toEqual([
    '/control/state',
    '/control/crash',
    '/control/stall',
  ]);
  addresses = [closedPort];
  await close();
  await expect(faults.drain('api-1')).rejects.toThrow('does not answer');
  const moved = await answerer(200, { instanceId: 'api-1' });
  addresses = [moved.url];
  await faults.drain('api-1');
  expect(moved.requests).toHaveLength(2);
});
