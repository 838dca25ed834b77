// POST /lab/clients/… logs in, sends requests and copies credentials; every request goes through the balancer.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  clientAlone,
  clientAndExchange,
  clientAndExchanges,
  logInRequest,
  pasteRequest,
  sendRequest,
} from '@scale-out-lab/core/wire';
import { Type } from 'typebox';
import type { Clients } from '../clients/clients.js';
import type { Watch } from '../watch/watch.js';
import { changes } from './responses.js';

const tags = ['clients'];
const params = Type.Object({ id: Type.String({ maxLength: 64 }) });

export const clients: FastifyPluginAsyncTypebox<{ clients: Clients; watch: Watch }> = async (
  fastify,
  { clients, watch },
) => {
  fastify.post(
    '/clients',
    {
      schema: {
        tags,
        summary: 'Logs a visitor in and creates a client',
        body: logInRequest,
        response: changes(201, clientAndExchange),
      },
    },
    async ({ body }, reply) => reply.code(201).send(await clients.logIn(body)),
  );
  fastify.post(
    '/clients/pasted',
    {
      schema: {
        tags,
        summary: 'Creates a client from a pasted credential',
        body: pasteRequest,
        response: changes(201, clientAlone),
      },
    },
    ({ body }, reply) => reply.code(201).send({ client: clients.paste(body) }),
  );
  fastify.post(
    '/clients/:id/copy',
    {
      schema: {
        tags,
        summary: 'Copies the credential to a new client, without the affinity cookie',
        params,
        response: changes(201, clientAlone, 'not-found'),
      },
    },
    ({ params: { id } }, reply) => reply.code(201).send({ client: clients.copy(id) }),
  );
  fastify.post(
    '/clients/:id/requests',
    {
      schema: {
        tags,
        summary: 'Sends GET /me so often, one request at a time',
        params,
        body: sendRequest,
        response: changes(200, clientAndExchanges, 'not-found'),
      },
    },
    ({ params: { id }, body: { count } }) => clients.sendRequests(id, count),
  );
  fastify.post(
    '/clients/:id/census',
    {
      schema: {
        tags,
        summary: 'Sends the credential to every instance that is alive',
        params,
        response: changes(200, clientAndExchanges, 'not-found'),
      },
    },
    async ({ params: { id } }) => {
      const { instances } = await watch.state();
      const alive = instances.filter(({ isAlive, isReady }) => isAlive && isReady);
      return clients.checkOnEveryInstance(
        id,
        alive.map((instance) => instance.id),
      );
    },
  );
  fastify.post(
    '/clients/:id/logout',
    {
      schema: {
        tags,
        summary: 'Logs the client out; a pinned one keeps its credential, to try it again',
        params,
        response: changes(200, clientAndExchange, 'not-found'),
      },
    },
    ({ params: { id } }) => clients.logOut(id),
  );
  fastify.post(
    '/clients/:id/refresh',
    {
      schema: {
        tags,
        summary: 'Refreshes the credential with the refresh token',
        params,
        response: changes(200, clientAndExchange, 'not-found', 'no-refresh-token'),
      },
    },
    ({ params: { id } }) => clients.refresh(id),
  );
  fastify.delete(
    '/clients/:id',
    {
      schema: {
        tags,
        summary: 'Removes a client without logging it out',
        params,
        response: changes(204, Type.Null(), 'not-found'),
      },
    },
    async ({ params: { id } }, reply) => {
      await clients.remove(id);
      return reply.code(204).send(null);
    },
  );
};
