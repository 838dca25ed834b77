// Stopping without losing a request: answer all that are on their way, invite no more.
import { Server } from 'node:net';
import { constants } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** Longer than the balancer keeps an idle connection to an instance (1 s), so that none is closed under a request. */
const drainMs = 1500;
/** What has not been answered by then is given up, so that a client that never ends its request holds up nothing. */
const lastAnswersMs = 500;

/**
 * Stops on the first SIGTERM or SIGINT, and when the parent process that supervises this one goes away; ends at once on
 * the second signal. Returns what else may stop it.
 */
export function stopOnSignal(app: FastifyInstance): () => void {
  const stop = async () => {
    if (app.instanceState.isDraining) return;
    await drain(app);
    process.exit(0);
  };
  let isFirst = true;
  const onSignal = (signal: 'SIGTERM' | 'SIGINT') => {
    if (!isFirst) process.exit(128 + constants.signals[signal]);
    isFirst = false;
    stop();
  };
  process.on('SIGTERM', onSignal).on('SIGINT', onSignal).once('disconnect', stop);
  return stop;
}

/**
 * Says that it is not ready, stops listening and answers everything that still arrives with `Connection: close`, until
 * the connections are gone or no balancer would use them any more. Fastify's own `close` would wait for idle
 * connections, or cut them.
 */
export async function drain(app: FastifyInstance): Promise<void> {
  app.instanceState.isDraining = true;
  app.server.prependListener('request', (_request, response) => response.setHeader('connection', 'close'));
  const closed = new Promise((resolve) => Server.prototype.close.call(app.server, resolve));
  await Promise.race([closed, sleep(drainMs)]);
  const sweep = setInterval(() => app.server.closeIdleConnections(), 50);
  const limit = setTimeout(() => app.server.closeAllConnections(), lastAnswersMs);
  await app.close();
  clearInterval(sweep);
  clearTimeout(limit);
}
