// The faults of the control port in a real process, under load.
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { isListening } from '@scale-out-lab/core/testing/is-listening';
import { expect, it, onTestFinished } from 'vitest';
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
  const state = async () => (await (await ask('GET', '/state')).json()) as State;
  return { ...instance, url: `http://127.0.0.1:${port}`, port, ask, state };
}

interface State {
  readonly isDraining: boolean;
  readonly requests: { readonly total: number; readonly inFlight: number };
}

/** Of a log-in that is 100 bytes long. */
const logInHead =
  'POST /api/jwt-shared-key/login HTTP/1.1\r\nHost: lab\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n';

type Started = Awaited<ReturnType<typeof start>>;

/** Sends half a log-in, and keeps a drain from being over. Resolves once the instance, which has no other request, has it. */
async function sendHalf({ port, state }: Started): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').on('error', () => {});
  socket.write(`${logInHead}{`);
  await expect.poll(async () => (await state()).requests.inFlight).toBe(1);
  return socket;
}

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
  const half = await sendHalf(instance);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  const askReady = () => askReadiness(instance.url, agent);
  expect(await askReady()).toBe('200 ok, keep-alive');
  const answered = askUntilClosed(askReady);
  // By then the instance listens no more: nginx would open new connections instead of those that it closes.
  const stillListens = answered.then(() => isListening(instance.port));
  await instance.ask('POST', '/drain');
  expect(await instance.state()).toMatchObject({ isReady: false, isDraining: true });
  expect((await answered).join('\n')).toMatch(
    /^(?:200 ok, keep-alive\n)*(?:503 draining, keep-alive\n)*503 draining, close$/,
  );
  expect(await stillListens).toBe(false);
  half.destroy();
  expect(await instance.exit).toBe(0);
});

/** Sends a request after each answer, so that the connection is never idle, until the instance closes it. */
async function askUntilClosed(ask: () => Promise<string>): Promise<readonly string[]> {
  const answers = [await ask()];
  while (!answers.at(-1)?.endsWith('close')) answers.push(await ask());
  return answers;
}

/** The status, the message of the body, and the end of the connection. */
async function askReadiness(url: string, agent: Agent): Promise<string> {
  const [response] = await once(request(`${url}/readyz`, { agent }).end(), 'response');
  const { code, status } = (await json(response)) as { code?: string; status: string };
  return `${response.statusCode} ${code ?? status}, ${response.headers.connection}`;
}

it('a drain does not wait for a client that never ends its request', async () => {
  const instance = await start();
  await sendHalf(instance);
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
  const instance = await start();
  for (let i = 0; i < 3; i++) await (await fetch(`${instance.url}/livez`)).text();
  const half = await sendHalf(instance);
  const requests = async () => (await instance.state()).requests;
  expect(await requests()).toEqual({ total: 4, inFlight: 1 });
  half.destroy();
  await expect.poll(requests).toEqual({ total: 4, inFlight: 0 });
});

const twice: [NodeJS.Signals, NodeJS.Signals, number][] = [
  ['SIGTERM', 'SIGTERM', 143],
  ['SIGINT', 'SIGINT', 130],
  ['SIGTERM', 'SIGINT', 130],
];

it.each(twice)('after %s, %s ends an instance at once', async (first, second, code) => {
  const instance = await start();
  const half = await sendHalf(instance);
  const { statuses, ended } = keepSending(`${instance.url}/livez`, 5);
  await expect.poll(() => statuses[200] ?? 0).toBeGreaterThan(0);
  instance.child.kill(first);
  await expect.poll(async () => (await instance.state()).isDraining, { interval: 10 }).toBe(true);
  instance.child.kill(second);
  // The end of the drain would be 0.
  expect(await instance.exit).toBe(code);
  await ended;
  half.destroy();
});

it('the first signal after POST /control/drain changes nothing', async () => {
  const instance = await start();
  await instance.ask('POST', '/drain');
  instance.child.kill('SIGTERM');
  expect(await instance.exit).toBe(0);
});
