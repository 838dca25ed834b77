// The headers of every answer of the control room: the common ones, and those that keep other origins out.
import helmet from '@fastify/helmet';
import { setCommonHeaders } from '@scale-out-lab/http';
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';

const own = ["'self'"];
const none = ["'none'"];

/** Registered first, so that a refusal of any later hook has them too. */
export const responseHeaders = fp(
  async (fastify: FastifyInstance, { serverName }: { serverName: string }) => {
    await fastify.register(helmet, {
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: none,
          scriptSrc: own,
          styleSrc: own,
          imgSrc: ["'self'", 'data:'],
          connectSrc: own,
          fontSrc: own,
          frameSrc: own,
          baseUri: none,
          formAction: own,
          frameAncestors: none,
        },
      },
      frameguard: { action: 'deny' },
      // The lab serves plain HTTP, under names that other servers of the machine share.
      strictTransportSecurity: false,
    });
    fastify.addHook('onSend', (_request, reply, _payload, done) => {
      setCommonHeaders(reply, serverName);
      done();
    });
  },
  { name: 'response-headers' },
);
