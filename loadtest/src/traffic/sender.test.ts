import { createServer, type Socket } from 'node:net';
import { listen } from '@scale-out-lab/core/testing/listen';
import { expect, it, onTestFinished } from 'vitest';
import { closedOk } from '../testing/ledger-entry.js';
import type { PlannedRequest } from './planned-request.js';
import { createLedger, createSender, type LedgerEntry } from './sender.js';

const request = { mode: 'session-redis', username: 'vu-0001', kind: 'read' } as const;

it('a ledger balances when every opened request is closed, in any order', () => {
  let now = 0;
  const ledger = createLedger(() => now++);
  ledger.balance();
  const [first, second] = [ledger.open(request), ledger.open(request)];
  ledger.close(second, closedOk);
  ledger.close(first, closedOk);
  ledger.balance();
  expect(ledger.entries.map(({ id, sentAt, answeredAt }) => [id, sentAt, answeredAt])).toEqual([
    [2, 1, 2],
    [1, 0, 3],
  ]);
});

it('a ledger does not balance while a request is open', () => {
  const ledger = createLedger();
  ledger.close(ledger.open(request), closedOk);
  ledger.open(request);
  expect(() => ledger.balance()).toThrow('2 opened, 1 closed, open: 2.');
});

it.each([
  ['closed twice', 1],
  ['closed but never opened', 7],
])('a ledger rejects a request that is %s', (_what, id) => {
  const ledger = createLedger();
  ledger.close(ledger.open(request), closedOk);
  expect(() => ledger.close(id, closedOk)).toThrow(`Request ${id} was closed, but it is not open.`);
  expect(ledger.entries).toHaveLength(1);
});

// The sender against a server that controls each byte of a connection.

const whole = 'HTTP/1.1 200 OK\r\nX-Instance-Id: api-1\r\nContent-Length: 2\r\n\r\n{}';
/** Handles a request, given the number of its connection and its number on that connection, both from 0. */
type Behaviour = (socket: Socket, connection: number, request: number) => void;

async function startServer(behave: Behaviour) {
  const requestIds: string[] = [];
  let connections = 0;
  const server = createServer((socket) => {
    const connection = connections++;
    let request = 0;
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      requestIds.push(/x-request-id: (\d+)/i.exec(String(chunk))?.[1] ?? 'none');
      behave(socket, connection, request++);
    });
  });
  const { url, close } = await listen(server);
  onTestFinished(close);
  const ledger = createLedger();
  const sender = createSender(new URL(url), ledger, 2);
  onTestFinished(() => sender.destroy());
  return { sender, ledger, requestIds, close };
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

/** Answers the first request of each connection, and calls `then` for all others. */
const afterTheFirst =
  (then: (socket: Socket) => void): Behaviour =>
  (socket, _connection, request) =>
    request === 0 ? socket.write(whole) : then(socket);

it('the sender records whether a connection was used before', async () => {
  const { first, second, requestIds } = await sendTwo((socket) => socket.write(whole));
  expect([first.isSocketReused, second.isSocketReused]).toEqual([false, true]);
  expect([first.instance, first.status, first.outcome, first.code]).toEqual(['api-1', 200, 'ok', undefined]);
  expect(requestIds).toEqual(['1', '2']);
});

it.each([
  ['ended', (socket: Socket) => socket.end()],
  ['reset', (socket: Socket) => socket.resetAndDestroy()],
])(
  'the sender retries a GET once if its reused connection is %s before the first byte of the answer',
  async (_how, then) => {
    const { second, requestIds } = await sendTwo(afterTheFirst(then));
    expect(second).toMatchObject({ outcome: 'ok', isSocketReused: true, isResent: true });
    expect(requestIds).toEqual(['1', '2', '2']);
  },
);

it('the sender does not send a GET a third time', async () => {
  const { second, requestIds } = await sendTwo((socket, connection, request) =>
    connection + request === 0 ? socket.write(whole) : socket.end(),
  );
  expect(second).toMatchObject({ status: undefined, outcome: 'error', isResent: true });
  expect(second.code).toMatch(/^(UND_ERR_SOCKET|ECONNRESET)$/);
  expect(requestIds).toEqual(['1', '2', '2']);
});

it('the sender does not retry a POST', async () => {
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
])('the sender does not retry a GET if its answer is cut short %s', async (_where, part) => {
  const { second, requestIds } = await sendTwo(afterTheFirst((socket) => socket.end(part)));
  expect(second).toMatchObject({ status: undefined, outcome: 'error', isResent: false });
  expect(requestIds).toEqual(['1', '2']);
});

it('the sender does not retry a GET on a new connection', async () => {
  const { first, requestIds } = await sendTwo((socket) => socket.end());
  expect(first).toMatchObject({ outcome: 'error', isSocketReused: false, isResent: false });
  expect(requestIds).toEqual(['1', '2']);
});

it('the sender reconnects after an answer that closes the connection, and loses no request', async () => {
  const closing = whole.replace('\r\n', '\r\nConnection: close\r\n');
  const { second } = await sendTwo((socket) => socket.end(closing));
  expect(second).toMatchObject({ outcome: 'ok', isSocketReused: false, isResent: false });
});

it('the sender records a retry by the balancer', async () => {
  const retried = whole.replace('\r\n', '\r\nX-Retried: 1\r\n');
  const { first, second } = await sendTwo((socket, _connection, request) =>
    socket.write(request === 0 ? retried : whole),
  );
  expect([first.isRetried, second.isRetried]).toEqual([true, false]);
});

it('the sender times out after five seconds even while bytes arrive, and does not retry', async () => {
  const { sender, ledger, requestIds } = await startServer((socket) => {
    socket.write(whole.replace('Content-Length: 2', 'Content-Length: 200'));
    const timer = setInterval(() => socket.write('.'), 500);
    socket.on('close', () => clearInterval(timer));
  });
  let isLate = false;
  const beLate = () => {
    isLate = true;
  };
  // However late its timers are, the sender's is due first.
  const deadline = setTimeout(() => setImmediate(beLate), 5900);
  onTestFinished(() => clearTimeout(deadline));
  const entry = (await sender.send(plannedRequest())) as LedgerEntry;
  expect(isLate).toBe(false);
  expect(entry).toMatchObject({ code: 'timeout', outcome: 'error', isResent: false });
  expect(entry.answeredAt - entry.sentAt).toBeGreaterThan(4900);
  expect(requestIds).toEqual(['1']);
  ledger.balance();
}, 15_000);

it('the sender keeps to its limit of open requests, and aborts them when it is destroyed', async () => {
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

it('the ledger records a refused connection', async () => {
  const { sender, ledger, close } = await startServer(() => {});
  await close();
  expect(await sender.send(plannedRequest())).toMatchObject({
    code: 'ECONNREFUSED',
    status: undefined,
    instance: undefined,
    isSocketReused: false,
  });
  ledger.balance();
});
