// Stopping without losing a request: answer all that are on their way, invite no more.
import { Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** Longer than the balancer keeps an idle connection to an instance (1 s), so that none is closed under a request. */
const drainMs = 1500;

/** Stops on SIGTERM and SIGINT, and when the parent process that supervises this one goes away. */
export function stopOnSignal(app: FastifyInstance): void {
  let isStopping = false;
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    await drain(app);
    process.exit(0);
  };
  process.once('SIGTERM', stop).once('SIGINT', stop).once('disconnect', stop);
}

/**
 * Stops listening and answers everything that still arrives with `Connection: close`, until the connections are gone
 * or no balancer would use them any more. Fastify's own `close` would wait for idle connections, or cut them.
 */
export async function drain(app: FastifyInstance): Promise<void> {
  app.server.prependListener('request', (_request, response) => response.setHeader('connection', 'close'));
  const closed = new Promise((resolve) => Server.prototype.close.call(app.server, resolve));
  await Promise.race([closed, sleep(drainMs)]);
  const sweep = setInterval(() => app.server.closeIdleConnections(), 50);
  await app.close();
  clearInterval(sweep);
}
