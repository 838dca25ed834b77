// Stops an instance without losing a request: it answers those in flight, and asks for no more.
import { Server } from 'node:net';
import { setImmediate as afterIo, setTimeout as sleep } from 'node:timers/promises';
import { onStopSignal } from '@scale-out-lab/http';
import type { FastifyInstance } from 'fastify';

/** Longer than the balancer keeps an idle connection to an instance (1 s), so that none is closed under a request. */
const drainMs = 1500;
/** Requests without an answer by then are dropped, so that a client that never ends its request delays nothing. */
const lastAnswersMs = 500;

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
  app.server.prependListener('request', (_request, response) => response.setHeader('connection', 'close'));
  // The system resets the connections that still wait to be accepted when the socket closes, so accept them first.
  await afterIo();
  const closed = new Promise((resolve) => Server.prototype.close.call(app.server, resolve));
  await Promise.race([closed, sleep(drainMs)]);
  const sweep = setInterval(() => app.server.closeIdleConnections(), 50);
  const limit = setTimeout(() => app.server.closeAllConnections(), lastAnswersMs);
  await app.close();
  clearInterval(sweep);
  clearTimeout(limit);
}
