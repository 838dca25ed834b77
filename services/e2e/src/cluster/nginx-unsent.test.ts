// Retries of nginx: a request is sent to another instance if none of its bytes reached the first.
import { afterEach, expect, it } from 'vitest';
import { type Answer, type NginxAlone, startNginxAlone, startNotingServer } from '../support/nginx-alone.js';

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

const dead = 'dead';
const hangUp: Answer = (request) => request.socket.destroy();
const answer: Answer = (_request, response) => response.end('here');

/** Starts nginx, which is answered at first, and by the first instance. From then on all behave as configured. */
async function start(behaviours: readonly (Answer | typeof dead)[]) {
  let hasBegun = false;
  const instances = await Promise.all(
    behaviours.map((behaviour) =>
      startNotingServer((...exchange) => (hasBegun && behaviour !== dead ? behaviour : answer)(...exchange)),
    ),
  );
  stops.push(...instances.map(({ stop }) => stop));
  const nginx = await startNginxAlone({ instancePorts: instances.map(({ port }) => port) });
  stops.push(nginx.stop);
  hasBegun = true;
  for (const [index, { stop }] of instances.entries()) if (behaviours[index] === dead) stop();
  const before = instances.map(({ asked }) => asked.length);
  expect(before).toEqual(behaviours.map((_, index) => Number(index === 0)));
  return { nginx, asked: () => instances.map(({ asked }, index) => asked.slice(before[index])) };
}

async function ask({ port }: NginxAlone, method: string, path = '/api/instance') {
  const body = method === 'POST' ? '{"a":1}' : null;
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, body });
  return { status: response.status, retried: response.headers.get('x-retried'), body: await response.text() };
}

it.each(['GET', 'POST'])('nginx retries a %s until an instance gets it', async (method) => {
  const { nginx, asked } = await start([answer, dead, dead, dead]);
  expect(await ask(nginx, method)).toEqual({ status: 200, retried: '1', body: 'here' });
  expect(asked()).toEqual([[`${method} /api/instance`], [], [], []]);
});

it('nginx gives up a GET that crashed three instances', async () => {
  const { nginx, asked } = await start([hangUp, hangUp, hangUp, hangUp, hangUp]);
  const { status, body } = await ask(nginx, 'GET');
  expect([status, JSON.parse(body).code]).toEqual([502, 'no-instance']);
  expect(asked().map((each) => each.length)).toEqual([0, 1, 1, 1, 0]);
});

it('nginx does not retry a POST that reached an instance', async () => {
  const { nginx, asked } = await start([answer, hangUp]);
  expect((await ask(nginx, 'POST')).status).toBe(502);
  expect(asked().map((each) => each.length)).toEqual([0, 1]);
});

it('nginx retries nothing below /no-retry, and the header shows it', async () => {
  const { nginx } = await start([answer, dead]);
  const { status, retried, body } = await ask(nginx, 'GET', '/no-retry/api/instance');
  expect([status, retried, JSON.parse(body).servedBy]).toEqual([502, null, 'nginx']);
});

it('nginx answers with its own problem when no instance runs', async () => {
  const { nginx } = await start([dead, dead]);
  const { status, body } = await ask(nginx, 'GET');
  const problem = { status: 502, code: 'no-instance', servedBy: 'nginx' };
  expect([status, JSON.parse(body)]).toEqual([502, expect.objectContaining(problem)]);
});
