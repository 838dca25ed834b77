// The sender at a server that says byte by byte what a connection gets to see.

import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { createLedger, type LedgerEntry } from './ledger.js';
import type { PlannedRequest } from './planned-request.js';
import { createSender } from './sender.js';

const whole = 'HTTP/1.1 200 OK\r\nX-Instance-Id: api-1\r\nContent-Length: 2\r\n\r\n{}';
/** What becomes of a request, given the number of its connection and its number on it, both from 0. */
type Behaviour = (socket: Socket, connection: number, request: number) => void;

async function startServer(behave: Behaviour) {
  const requestIds: string[] = [];
  let connections = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const connection = connections++;
    let request = 0;
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      requestIds.push(/x-request-id: (\d+)/i.exec(String(chunk))?.[1] ?? 'none');
      behave(socket, connection, request++);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const ledger = createLedger();
  const sender = createSender(
    new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    ledger,
    2,
  );
  onTestFinished(() => sender.destroy());
  return { sender, ledger, requestIds, server };
}

function plannedRequest(method: 'GET' | 'POST' = 'GET'): PlannedRequest {
  const settle: PlannedRequest['settle'] = (answer) => (answer?.status === 200 ? 'ok' : 'error');
  return { mode: 'm', username: 'u', kind: 'read', request: { method, path: '/', headers: {} }, settle };
}

async function sendTwo(behave: Behaviour, method: 'GET' | 'POST' = 'GET') {
  const { sender, ledger, requestIds } = await startServer(behave);
  const first = (await sender.send(plannedRequest())) as LedgerEntry;
  const second = (await sender.send(plannedRequest(method))) as LedgerEntry;
  ledger.balance();
  return { first, second, requestIds };
}

/** Answers the first request of each connection, and does this with all others. */
const afterTheFirst =
  (then: (socket: Socket) => void): Behaviour =>
  (socket, _connection, request) =>
    request === 0 ? socket.write(whole) : then(socket);

it('says whether a connection was used before', async () => {
  const { first, second, requestIds } = await sendTwo((socket) => socket.write(whole));
  expect([first.isSocketReused, second.isSocketReused]).toEqual([false, true]);
  expect([first.instance, first.status, first.outcome, first.code]).toEqual(['api-1', 200, 'ok', undefined]);
  expect(requestIds).toEqual(['1', '2']);
});

it.each([
  ['ended', (socket: Socket) => socket.end()],
  ['reset', (socket: Socket) => socket.resetAndDestroy()],
])(
  'sends a GET again, once, whose used connection was %s before a byte of the answer',
  async (_how, then) => {
    const { second, requestIds } = await sendTwo(afterTheFirst(then));
    expect(second).toMatchObject({ outcome: 'ok', isSocketReused: true, isResent: true });
    expect(requestIds).toEqual(['1', '2', '2']);
  },
);

it('does not send it a third time', async () => {
  const { second, requestIds } = await sendTwo((socket, connection, request) =>
    connection + request === 0 ? socket.write(whole) : socket.end(),
  );
  expect(second).toMatchObject({ status: undefined, outcome: 'error', isResent: true });
  expect(second.code).toMatch(/^(UND_ERR_SOCKET|ECONNRESET)$/);
  expect(requestIds).toEqual(['1', '2', '2']);
});

it('does not send a POST again', async () => {
  const { second, requestIds } = await sendTwo(
    afterTheFirst((socket) => socket.end()),
    'POST',
  );
  expect(second).toMatchObject({ outcome: 'error', isSocketReused: true, isResent: false });
  expect(requestIds).toEqual(['1', '2']);
});

it.each([
  ['in its head', 'HTTP/1.1 2'],
  ['in its body', whole.slice(0, -1)],
])('does not send a GET again whose answer was cut short %s', async (_where, part) => {
  const { second, requestIds } = await sendTwo(afterTheFirst((socket) => socket.end(part)));
  expect(second).toMatchObject({ status: undefined, outcome: 'error', isResent: false });
  expect(requestIds).toEqual(['1', '2']);
});

it('does not send a GET again whose connection was new', async () => {
  const { first, requestIds } = await sendTwo((socket) => socket.end());
  expect(first).toMatchObject({ outcome: 'error', isSocketReused: false, isResent: false });
  expect(requestIds).toEqual(['1', '2']);
});

it('connects anew after an answer that closes the connection, and loses nothing', async () => {
  const closing = whole.replace('\r\n', '\r\nConnection: close\r\n');
  const { second } = await sendTwo((socket) => socket.end(closing));
  expect(second).toMatchObject({ outcome: 'ok', isSocketReused: false, isResent: false });
});

it('says that the balancer needed another try', async () => {
  const retried = whole.replace('\r\n', '\r\nX-Retried: 1\r\n');
  const { first, second } = await sendTwo((socket, _connection, request) =>
    socket.write(request === 0 ? retried : whole),
  );
  expect([first.isRetried, second.isRetried]).toEqual([true, false]);
});

it('gives up after five seconds, however slowly the answer goes on coming, and does not send it again', async () => {
  const { sender, ledger, requestIds } = await startServer((socket) => {
    socket.write(whole.replace('Content-Length: 2', 'Content-Length: 200'));
    const timer = setInterval(() => socket.write('.'), 500);
    socket.on('close', () => clearInterval(timer));
  });
  const entry = (await sender.send(plannedRequest())) as LedgerEntry;
  expect(entry).toMatchObject({ code: 'timeout', outcome: 'error', isResent: false });
  const tookMs = entry.answeredAt - entry.sentAt;
  expect(tookMs).toBeGreaterThan(4900);
  expect(tookMs).toBeLessThan(5900);
  expect(requestIds).toEqual(['1']);
  ledger.balance();
}, 15_000);

it('sends no more at a time than it may, and ends what is under way when it is destroyed', async () => {
  const { sender, ledger, requestIds } = await startServer(() => {});
  const sent = [sender.send(plannedRequest()), sender.send(plannedRequest('POST'))];
  expect([sender.isBusy(), sender.send(plannedRequest())]).toEqual([true, undefined]);
  while (requestIds.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  await sender.destroy();
  for (const entry of await Promise.all(sent))
    expect(entry).toMatchObject({ code: 'aborted', isResent: false });
  expect(sender.send(plannedRequest())).toBeUndefined();
  ledger.balance();
});

it('enters a connection that is refused', async () => {
  const { sender, ledger, server } = await startServer(() => {});
  await new Promise((resolve) => server.close(resolve));
  expect(await sender.send(plannedRequest())).toMatchObject({
    code: 'ECONNREFUSED',
    status: undefined,
    instance: undefined,
    isSocketReused: false,
  });
  ledger.balance();
});
