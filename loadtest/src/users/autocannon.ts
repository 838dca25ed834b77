// Drives virtual users with autocannon: one connection a user, one request at a time (a closed model).

import type { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import autocannon, { type Client } from 'autocannon';
import { basePathOf } from '../http/connection.js';
import { type ApiRequest, withHeaders } from '../http/requests.js';
import { trustByList } from '../http/trust.js';
import type { Answer } from '../model/answer.js';
import type { VirtualUser } from './virtual-user.js';

/** A request that takes longer is lost, and autocannon reconnects. */
const timeoutSeconds = 5;
/** autocannon handles `stop()` at its next sample, by default once a second. */
const sampleMs = 20;

/** Sends the users' requests to `url` until `stop` is aborted. */
export async function driveUsers(url: URL, users: readonly VirtualUser[], stop: AbortSignal): Promise<void> {
  const waiting = users.values();
  await new Promise<void>((resolve, reject) => {
    const instance = autocannon(
      {
        url: url.href,
        tlsOptions: trustByList(),
        connections: users.length,
        // No limit: `stop` ends the trial, when its users have finished or at its deadline.
        amount: Number.MAX_SAFE_INTEGER,
        timeout: timeoutSeconds,
        sampleInt: sampleMs,
        skipAggregateResult: true,
        setupClient(client) {
          const user = waiting.next().value;
          if (user) attach(user, client as GuardedClient, basePathOf(url));
        },
      },
      (error) => {
        stop.removeEventListener('abort', halt);
        if (error) reject(error);
        else resolve();
      },
    );
    const halt = () => instance.stop();
    if (stop.aborted) halt();
    stop.addEventListener('abort', halt, { once: true });
  });
  for (const user of users) user.leave();
}

/** Builds each request when it is sent: a list of requests would hand answers to the wrong one after a reconnect. */
function attach(user: VirtualUser, client: GuardedClient, basePath: string): void {
  let answer: Answer | undefined;
  guardConnection(client);
  client.setRequests([
    {
      setupRequest: (request) => ({ ...request, ...toAutocannon(user.next(), basePath) }),
      onResponse: (status, body, _context, headers) => {
        answer = { status, body, headers: headers ?? {} };
      },
    },
  ]);
  // Follows onResponse at once, and has the only latency finer than a millisecond.
  client.on('response', (_status, _bytes, latencyMs) => {
    if (answer) user.answered(answer, latencyMs);
    answer = undefined;
    const thinkMs = user.thinkMs(latencyMs);
    if (thinkMs >= 1) pause(client, thinkMs);
  });
}

function toAutocannon(request: ApiRequest, basePath: string): autocannon.Request {
  const { method, path, headers, body } = withHeaders(request, { accept: 'application/json' });
  return { method, path: basePath + path, headers, body };
}

// Makes a connection of autocannon 9 safe to lose: each answer and each latency belongs to the right request.

/** Parts of autocannon's client that its types leave out. They are why its version is pinned. */
interface AutocannonInternals {
  conn: Socket;
  readonly destroyed: boolean;
  readonly opts: { pipelining: number };
  readonly parser: { reinitialize(type: 'RESPONSE'): void };
  readonly pipelinedRequests: { clear(): void };
  /** A limit in requests per second, at which a client waits. */
  rate: number | undefined;
  _doRequest(): void;
  _connect(): void;
  _destroyConnection(): void;
}

type GuardedClient = Client & EventEmitter & AutocannonInternals;

/**
 * On every request (the event precedes the building of the request):
 * - After an answer that closes the connection, reconnect first. RFC 9112 §9.6 forbids another request there;
 *   autocannon would send one, and it would be lost.
 * - On a new connection, drop the old one completely. autocannon leaves its unanswered request in the queue, half
 *   an answer in the parser and its listeners in place, so that a late error would open a second connection.
 */
function guardConnection(client: GuardedClient): void {
  let connection: Socket | undefined;
  let isClosing = false;

  client.on('headers', (headers: object) => {
    isClosing = 'shouldKeepAlive' in headers && headers.shouldKeepAlive === false;
  });
  client.on('request', () => {
    if (isClosing) reconnect(client);
    isClosing = false;
    if (client.conn === connection) return;
    if (connection) retire(connection);
    connection = client.conn;
    client.pipelinedRequests.clear();
    client.parser.reinitialize('RESPONSE');
  });
}

/** Delays the next request. Call it in the answer's event, which comes before that request. */
export function pause(client: GuardedClient, ms: number): void {
  client.rate = -1;
  setTimeout(() => {
    client.rate = undefined;
    if (!client.destroyed) client._doRequest();
  }, ms);
}

/** `_connect` sends a request for each place in the pipeline; none is needed, because one is about to be sent. */
function reconnect(client: GuardedClient): void {
  client._destroyConnection();
  client.opts.pipelining = 0;
  client._connect();
  client.opts.pipelining = 1;
}

function retire(connection: Socket): void {
  for (const event of ['data', 'end', 'error']) connection.removeAllListeners(event);
  connection.on('error', () => {});
  connection.destroy();
}
