// Makes a connection of autocannon 9 safe to lose: each answer and each latency belongs to the right request.
import type { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import type { Client } from 'autocannon';

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

export type GuardedClient = Client & EventEmitter & AutocannonInternals;

/**
 * On every request (the event comes before the request is built):
 * - After an answer that closes the connection, reconnect first. RFC 9112 §9.6 forbids another request there;
 *   autocannon would send one, and it would be lost.
 * - On a new connection, drop the old one completely. autocannon leaves its unanswered request in the queue, half
 *   an answer in the parser and its listeners in place, so that a late error would open a second connection.
 */
export function guardConnection(client: GuardedClient): void {
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
