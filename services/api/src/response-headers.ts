// The headers of every answer of an instance: its name, the cost of the request, and that no cache may keep the answer.
// nginx adds the headers against a browser's guesses (nosniff, CORP) to all answers, which costs an instance nothing.
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';

declare module 'fastify' {
  interface FastifyRequest {
    /** Milliseconds spent on the check of the credential; below 0 if there was none to check. */
    verifyMs: number;
    /** Milliseconds spent waiting for the store; below 0 if the request did not need it. */
    storeMs: number;
  }
}

export const responseHeaders = fp(
  async (fastify: FastifyInstance, { instanceId }: { instanceId: string }) => {
    fastify.decorateRequest('verifyMs', -1);
    fastify.decorateRequest('storeMs', -1);
    fastify.addHook('onSend', (request, reply, _payload, done) => {
      const { verifyMs, storeMs } = request;
      let timing = `total;dur=${inMs(reply.elapsedTime)}`;
      if (storeMs >= 0) timing = `store;dur=${inMs(storeMs)}, ${timing}`;
      if (verifyMs >= 0) timing = `verify;dur=${inMs(verifyMs)}, ${timing}`;
      reply.header('x-instance-id', instanceId).header('server-timing', timing);
      if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
      done();
    });
  },
  { name: 'response-headers' },
);

/** Milliseconds with three decimals, put together from integers: a float takes much longer to become text. */
export function inMs(ms: number): string {
  const us = Math.round(ms * 1000);
  const rest = us % 1000;
  return `${(us - rest) / 1000}.${String(1000 + rest).slice(1)}`;
}
