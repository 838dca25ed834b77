// The last connections of a server that stops.
import type { Server } from 'node:http';

/** Requests without an answer by then are dropped, so that a client that never ends its request delays nothing. */
export const lastAnswersMs = 500;

/**
 * Of a server that closes now: ends each connection once it is idle, and all others after `answersMs`. Node only ends those that
 * are idle when `close` is called, and counts one that has not sent a request yet as busy.
 */
export function endConnections(server: Server, answersMs = lastAnswersMs): void {
  const sweep = setInterval(() => server.closeIdleConnections(), 50).unref();
  const limit = setTimeout(() => {
    clearInterval(sweep);
    server.closeAllConnections();
  }, answersMs).unref();
  // A server that has never listened, or has closed already, emits no event.
  server.once('close', () => {
    clearInterval(sweep);
    clearTimeout(limit);
  });
}
