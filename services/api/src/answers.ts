// What every answer carries: who gave it (X-Instance-Id), what it cost (Server-Timing), that it is not to be kept, and
// that it is what it says and for this origin alone.
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';

declare module 'fastify' {
  interface FastifyRequest {
    /** Milliseconds spent on checking the credential; below 0 where there was none to check. */
    verifyMs: number;
    /** Milliseconds spent waiting for the store; below 0 where none was asked. */
    storeMs: number;
  }
}

/** A browser guesses at no other type, and gives the answer to no page of another origin. */
export const protectiveHeaders = {
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
} as const;

export const answers = fp(
  async (fastify: FastifyInstance, { instanceId }: { instanceId: string }) => {
    fastify.decorateRequest('verifyMs', -1);
    fastify.decorateRequest('storeMs', -1);
    fastify.addHook('onSend', (request, reply, _payload, done) => {
      const { verifyMs, storeMs } = request;
      let timing = `total;dur=${round(reply.elapsedTime)}`;
      if (storeMs >= 0) timing = `store;dur=${round(storeMs)}, ${timing}`;
      if (verifyMs >= 0) timing = `verify;dur=${round(verifyMs)}, ${timing}`;
      reply.header('x-instance-id', instanceId).header('server-timing', timing).headers(protectiveHeaders);
      // Who is logged in, and who answers, is true for one request alone.
      if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
      done();
    });
  },
  { name: 'answers' },
);

function round(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
