// The moment at which a draining instance stops listening.
import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import Fastify from 'fastify';
import { expect, it, onTestFinished } from 'vitest';
import type { InstanceState } from './instance-state.js';
import { drain } from './stop.js';

/** Connects from another thread when it gets a message, and passes on the first line of the answer, or the error. */
const client = `
  const { connect } = require('node:net');
  const { parentPort, workerData: { port, connected } } = require('node:worker_threads');
  parentPort.once('message', () => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write('POST /log-in HTTP/1.1\\r\\nHost: lab\\r\\nContent-Length: 0\\r\\n\\r\\n', () => {
        Atomics.store(connected, 0, 1);
        Atomics.notify(connected, 0);
      });
    });
    socket.once('data', (data) => parentPort.postMessage(String(data).split('\\r\\n', 1)[0]));
    socket.once('error', (error) => parentPort.postMessage(error.code));
  });
`;

it('a connection that comes while a draining instance is busy is accepted, and its request answered', async () => {
  const connected = new Int32Array(new SharedArrayBuffer(4));
  const app = Fastify();
  app.decorate('instanceState', { isDraining: false } as InstanceState);
  app.post('/log-in', async () => 'logged in');
  app.get('/busy', async () => {
    ended = drain(app);
    worker.postMessage('connect');
    // No other code of this thread runs meanwhile, so the connection waits in the backlog.
    expect(Atomics.wait(connected, 0, 0, 30_000)).not.toBe('timed-out');
    return 'done';
  });
  let ended: Promise<void> | undefined;
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const worker = new Worker(client, { eval: true, workerData: { port, connected } });
  onTestFinished(async () => {
    await worker.terminate();
    await app.close();
  });
  await once(worker, 'online');
  const answered = once(worker, 'message');
  expect((await fetch(`http://127.0.0.1:${port}/busy`)).status).toBe(200);
  expect(await answered).toEqual(['HTTP/1.1 200 OK']);
  await ended;
  await expect(fetch(`http://127.0.0.1:${port}/log-in`, { method: 'POST' })).rejects.toThrow();
});

it('a drain listens until connections pause', async () => {
  const app = Fastify();
  onTestFinished(() => app.close());
  app.decorate('instanceState', { isDraining: false } as InstanceState);
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const ended = drain(app);
  for (let sent = 0; sent < 5; sent += 1) {
    await sleep(20);
    // The drain counts its pause from this event, so its timer is due after the next one of this test.
    const accepted = once(app.server, 'connection');
    const socket = connect(port, '127.0.0.1');
    await Promise.race([accepted, once(socket, 'close')]);
    socket.end();
  }
  await ended;
});

it('a drain waits for a slow answer', async () => {
  const app = Fastify();
  onTestFinished(() => app.close());
  app.decorate('instanceState', { isDraining: false } as InstanceState);
  app.post('/log-in', async () => {
    // As long as a log-in waits behind others on a busy machine.
    await sleep(2500);
    return 'logged in';
  });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  const answer = fetch(`${url}/log-in`, { method: 'POST' });
  await once(app.server, 'request');
  const ended = drain(app);
  expect(await (await answer).text()).toBe('logged in');
  await ended;
});
