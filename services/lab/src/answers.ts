// What every answer carries: who gave it, that no other origin may load, frame or script it, and that it is not to be kept.
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';

const own = ["'self'"];
const nobody = ["'none'"];

/** Also where no hook runs: what Fastify or Node's parser refuses before there is a request. */
export const everyAnswer = {
  'x-instance-id': 'lab',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
} as const;

/** Registered first, so that a refusal of any later hook carries them too. */
export const answers = fp(
  async (fastify: FastifyInstance) => {
    await fastify.register(helmet, {
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: nobody,
          scriptSrc: own,
          styleSrc: own,
          imgSrc: ["'self'", 'data:'],
          connectSrc: own,
          fontSrc: own,
          frameSrc: own,
          baseUri: nobody,
          formAction: own,
          frameAncestors: nobody,
        },
      },
      frameguard: { action: 'deny' },
      // The lab speaks plain HTTP, under names that other servers of the machine have too.
      strictTransportSecurity: false,
    });
    fastify.addHook('onSend', (_request, reply, _payload, done) => {
      reply.headers(everyAnswer);
      if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
      done();
    });
  },
  { name: 'answers' },
);
