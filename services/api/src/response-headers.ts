// The headers of every answer of an instance: the common ones, and Server-Timing with the cost of the request.
import { setCommonHeaders } from '@scale-out-lab/http';
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
      let timing = `total;dur=${round(reply.elapsedTime)}`;
      if (storeMs >= 0) timing = `store;dur=${round(storeMs)}, ${timing}`;
      if (verifyMs >= 0) timing = `verify;dur=${round(verifyMs)}, ${timing}`;
      reply.header('server-timing', timing);
      setCommonHeaders(reply, instanceId);
      done();
    });
  },
  { name: 'response-headers' },
);

function round(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
