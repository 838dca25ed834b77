// The OpenAPI document, derived from the schemas of the routes: /docs for people, /docs/json for programs.
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';

const description =
  'The backend of the page: clients that send real requests through the balancer, faults, experiments, and an event stream. ' +
  'Every refusal is application/problem+json (RFC 9457). A method that a path does not have gets 405 (`method-not-allowed`). ' +
  'A browser may send requests only from the page itself. In a lab that is open to a network, routes that change it for others ' +
  "need the host's key in X-Host-Key (`host-only`).";

const tags = [
  { name: 'state', description: 'The state of instances and Redis' },
  { name: 'clients', description: 'Visitors that the control room simulates' },
  { name: 'room', description: 'The visitors of a lab that is open to a network' },
  { name: 'faults', description: 'Faults, and changes of the cluster' },
  { name: 'load', description: 'The continuous load of logged-in users' },
  { name: 'runs', description: 'Experiments, as on the command line' },
  { name: 'probe', description: 'The probe of an application on this machine' },
  { name: 'workshop', description: 'The tasks of the workshop' },
  { name: 'events', description: 'The event stream' },
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
      // Swagger UI writes style attributes, and loads nothing from other origins.
      staticCSP:
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; font-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    });
  },
  { name: 'openapi' },
);
