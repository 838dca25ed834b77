// Stops an instance without losing a request: it answers those in flight and late ones, and asks clients to close connections.
import { Server } from 'node:net';
import { setImmediate as afterIo, setTimeout as sleep } from 'node:timers/promises';
import { endConnections, onStopSignal } from '@scale-out-lab/http';
import type { FastifyInstance } from 'fastify';

/** Longer than the balancer keeps an idle connection to an instance (1 s), so that none is closed under a request. */
const drainMs = 1500;
/**
 * Requests without an answer by then are dropped, so that a client that never ends its request delays nothing. On a busy machine a
 * log-in waits for its turn to be hashed.
 */
const lastAnswersMs = 1200;
/** A turn of the event loop with nothing to do takes some microseconds. */
const idleTurnMs = 0.2;
/** Connections come in bursts: when none has come for so long, the next burst is unlikely to begin as the socket closes. */
const quietMs = 50;
/** The limit for an instance that is never idle, or gets connections without a pause. */
const longestAcceptingMs = 1000;
/** From the signal to the end of the process. */
export const longestDrainMs = longestAcceptingMs + drainMs + lastAnswersMs;

/**
 * Stops on the first SIGTERM or SIGINT, and when the supervising parent process ends. Ends at once on the second signal.
 * Returns the function that stops it for any other reason.
 */
export function stopOnSignal(app: FastifyInstance): () => void {
  const stop = async () => {
    if (app.instanceState.isDraining) return;
    await drain(app);
    process.exit(0);
  };
  onStopSignal(stop);
  process.once('disconnect', stop);
  return stop;
}

/**
 * Reports "not ready", stops listening and answers later requests with `Connection: close`, until the connections are
 * closed or nginx no longer uses them. Fastify's own `close` would wait for idle connections, or cut them.
 */
export async function drain(app: FastifyInstance): Promise<void> {
  app.instanceState.isDraining = true;
  await backlogAccepted(app.server);
  const closed = new Promise((resolve) => Server.prototype.close.call(app.server, resolve));
  // Not before: nginx would open new connections to this instance instead of those that it closes.
  app.server.prependListener('request', (_request, response) => response.setHeader('connection', 'close'));
  await Promise.race([closed, sleep(drainMs)]);
  endConnections(app.server, lastAnswersMs);
  await app.close();
}

/**
 * The system resets the connections that still wait to be accepted when the socket closes. Resolves when none has come for a
 * while, after a turn of the event loop that took almost no time, so that none can have come since.
 */
async function backlogAccepted(server: Server): Promise<void> {
  let latestAt = performance.now();
  const note = () => {
    latestAt = performance.now();
  };
  const quietForMs = () => performance.now() - latestAt;
  server.on('connection', note);
  const deadline = performance.now() + longestAcceptingMs;
  let turnMs = 0;
  do {
    if (quietForMs() < quietMs) await sleep(quietMs - quietForMs());
    const start = performance.now();
    await afterIo();
    turnMs = performance.now() - start;
  } while ((quietForMs() < quietMs || turnMs > idleTurnMs) && performance.now() < deadline);
  server.off('connection', note);
}
