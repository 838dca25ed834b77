// The interface, described by its own schemas: /docs to read and try, /docs/json for programs. Works without a network.
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';

const description =
  'Behind the page: clients that send real requests through the balancer, faults, experiments, and a stream of what happens. ' +
  'Every refusal is application/problem+json (RFC 9457). A method that a path lacks is refused with 405 (`method-not-allowed`). ' +
  'Requests must come from the page itself, or from no browser.';

const tags = [
  { name: 'state', description: 'What instances and Redis hold' },
  { name: 'clients', description: 'Visitors whom the control room plays' },
  { name: 'faults', description: 'What breaks something, and what changes the cluster' },
  { name: 'runs', description: 'Experiments, as on the command line' },
  { name: 'events', description: 'What happens, as it happens' },
];

/** Covers every route that is registered after it. */
export const openapi = fp(
  async (fastify: FastifyInstance) => {
    await fastify.register(swagger, {
      openapi: {
        openapi: '3.1.0',
        info: { title: 'The control room of the scale-out lab', version: '1.0.0', description },
        tags,
      },
    });
    await fastify.register(swaggerUi, {
      routePrefix: '/docs',
      uiConfig: { deepLinking: true, docExpansion: 'list' },
      // Swagger UI writes style attributes; nothing of it comes from elsewhere.
      staticCSP:
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; font-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    });
  },
  { name: 'openapi' },
);
