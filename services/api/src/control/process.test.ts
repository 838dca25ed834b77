// The faults of the control port in a real process, under load.
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { controlToken } from '../testing/build-test-app.js';
import { useTestRedis } from '../testing/redis-server.js';
import { keepSending, portsOf, startProcess } from '../testing/start-process.js';

const redis = useTestRedis();

/** The longest drain is 3.7 s. A busy machine may take ten times as long, and one that waits for a client for ever. */
const longestMs = 15_000;

async function start() {
  const instance = startProcess(redis, { CONTROL_PORT: '0', CONTROL_TOKEN: controlToken });
  const { port, controlPort } = await portsOf(instance);
  const ask = (method: 'GET' | 'POST', path: string, body?: object) =>
    fetch(`http://127.0.0.1:${controlPort}/control${path}`, {
      method,
      headers: {
        authorization: `Bearer ${controlToken}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
  return { ...instance, url: `http://127.0.0.1:${port}`, port, ask };
}

/** Of a log-in that is 100 bytes long. */
const logInHead =
  'POST /api/jwt-shared-key/login HTTP/1.1\r\nHost: lab\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n';

type Started = Awaited<ReturnType<typeof start>>;

const stopped: [string, (instance: Started) => unknown][] = [
  ['POST /control/drain', ({ ask }) => ask('POST', '/drain')],
  ['SIGTERM', ({ child }) => child.kill('SIGTERM')],
];

it.each(stopped)('after %s an instance answers every request, and ends in time', async (_how, stop) => {
  const instance = await start();
  const { statuses, lost, ended } = keepSending(`${instance.url}/livez`, 20);
  await expect.poll(() => statuses[200] ?? 0, { timeout: 20_000 }).toBeGreaterThan(100);
  const startedAt = performance.now();
  await stop(instance);
  expect(await instance.exit).toBe(0);
  expect(performance.now() - startedAt).toBeLessThan(longestMs);
  await ended;
  expect(lost).toEqual([]);
  expect(Object.keys(statuses)).toEqual(['200']);
});

it('an instance that drains is not ready, on both ports', async () => {
  const instance = await start();
  const socket = connect(instance.port, '127.0.0.1')
    .setEncoding('utf8')
    .on('error', () => {});
  const answers = text(socket);
  await once(socket, 'connect');
  await instance.ask('POST', '/drain');
  const state = await (await instance.ask('GET', '/state')).json();
  expect(state).toMatchObject({ isReady: false, isDraining: true });
  const request = 'GET /readyz HTTP/1.1\r\nHost: lab\r\n\r\n';
  socket.write(request);
  // Longer than the pause of connections that ends its listening. The first answer has ended this one if it came later.
  await expect.poll(() => isRefused(instance.port), { interval: 200 }).toBe(true);
  socket.write(request);
  const refused = String.raw`HTTP/1\.1 503 (.*\r\n)+\r\n.*"code":"draining".*\n?`;
  const last = String.raw`HTTP/1\.1 503 (.*\r\n)+connection: close\r\n(.*\r\n)+\r\n.*"code":"draining"`;
  expect(await answers).toMatch(new RegExp(`^(?:${refused})?${last}`, 'i'));
  expect(await instance.exit).toBe(0);
});

const isRefused = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(false);
    }).once('error', () => resolve(true));
  });

it('a drain does not wait for a client that never ends its request', async () => {
  const instance = await start();
  const socket = connect(instance.port, '127.0.0.1').on('error', () => {});
  socket.write(`${logInHead}{`);
  await sleep(100);
  const startedAt = performance.now();
  await instance.ask('POST', '/drain');
  expect(await instance.exit).toBe(0);
  expect(performance.now() - startedAt).toBeLessThan(longestMs);
});

it('POST /control/crash ends the instance at once, after the answer', async () => {
  const instance = await start();
  const answer = await instance.ask('POST', '/crash');
  expect([answer.status, await answer.json()]).toEqual([202, { fault: 'crash' }]);
  // A drain would end with 0.
  expect(await instance.exit).toBe('SIGKILL');
});

it('a stalled instance answers after the stall', async () => {
  const { url, ask } = await start();
  const stalledAt = performance.now();
  expect((await ask('POST', '/stall', { ms: 600 })).status).toBe(202);
  await sleep(50);
  expect((await fetch(`${url}/livez`)).status).toBe(200);
  expect(performance.now() - stalledAt).toBeGreaterThanOrEqual(600);
});

it('counts the requests since the start, and those in flight', async () => {
  const { url, port, ask } = await start();
  for (let i = 0; i < 3; i++) await (await fetch(`${url}/livez`)).text();
  const socket = connect(port, '127.0.0.1').on('error', () => {});
  socket.write(`${logInHead}{`);
  await sleep(100);
  const requests = async () => ((await (await ask('GET', '/state')).json()) as { requests: object }).requests;
  expect(await requests()).toEqual({ total: 4, inFlight: 1 });
  socket.destroy();
  await sleep(100);
  expect(await requests()).toEqual({ total: 4, inFlight: 0 });
});

interface Requests {
  readonly inFlight: number;
}

const twice: [NodeJS.Signals, NodeJS.Signals, number][] = [
  ['SIGTERM', 'SIGTERM', 143],
  ['SIGINT', 'SIGINT', 130],
  ['SIGTERM', 'SIGINT', 130],
];

it.each(twice)('after %s, %s ends an instance at once', async (first, second, code) => {
  const instance = await start();
  const { ended } = keepSending(`${instance.url}/livez`, 5);
  // Keeps the drain from being over before the second signal.
  const socket = connect(instance.port, '127.0.0.1').on('error', () => {});
  socket.write(`${logInHead}{`);
  const state = async () =>
    (await (await instance.ask('GET', '/state')).json()) as { isDraining: boolean; requests: Requests };
  await expect.poll(async () => (await state()).requests.inFlight, { timeout: 20_000 }).toBeGreaterThan(0);
  instance.child.kill(first);
  await expect.poll(async () => (await state()).isDraining, { interval: 10 }).toBe(true);
  instance.child.kill(second);
  // The end of the drain would be 0.
  expect(await instance.exit).toBe(code);
  await ended;
  socket.destroy();
});

it('the first signal after POST /control/drain changes nothing', async () => {
  const instance = await start();
  await instance.ask('POST', '/drain');
  instance.child.kill('SIGTERM');
  expect(await instance.exit).toBe(0);
});
