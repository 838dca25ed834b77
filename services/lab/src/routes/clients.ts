// POST /lab/clients/… logs in, sends requests, copies a credential: all of them real, through the balancer.
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
        summary: 'Logs a visitor in, and is one from then on',
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
        summary: 'Makes a client of a credential that somebody wrote',
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
        summary: 'Copies the credential into a new client, which the balancer does not know',
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
        summary: 'Asks who the client is, so many times, one after the other',
        params,
        body: sendRequest,
        response: changes(200, clientAndExchanges, 'not-found'),
      },
    },
    ({ params: { id }, body: { count } }) => clients.ask(id, count),
  );
  fastify.post(
    '/clients/:id/census',
    {
      schema: {
        tags,
        summary: 'Shows the credential to every instance that is alive: one answer of each',
        params,
        response: changes(200, clientAndExchanges, 'not-found'),
      },
    },
    async ({ params: { id } }) => {
      const { instances } = await watch.state();
      const alive = instances.filter(({ isAlive, isReady }) => isAlive && isReady);
      return clients.census(
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
        summary: 'Logs the client out; a pinned one keeps what it had, to try whether it still works',
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
        summary: 'Renews the credential with the refresh token',
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
        summary: 'Forgets a client, without logging it out',
        params,
        response: changes(204, Type.Null(), 'not-found'),
      },
    },
    async ({ params: { id } }, reply) => {
      await clients.forget(id);
      return reply.code(204).send(null);
    },
  );
};
