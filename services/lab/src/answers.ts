// What every answer carries: who gave it, and that it is not to be kept unless it says otherwise.
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';

export const answers = fp(
  async (fastify: FastifyInstance) => {
    fastify.addHook('onSend', (_request, reply, _payload, done) => {
      reply.header('x-instance-id', 'lab');
      if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
      done();
    });
  },
  { name: 'answers' },
);
