// POST /lab/clients/… logs in, sends requests and copies credentials; every request goes through the balancer.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  clientAlone,
  clientAndExchange,
  clientAndExchanges,
  clientAndLogIns,
  logInRequest,
  pasteRequest,
  sendRequest,
} from '@scale-out-lab/core/wire';
import { Type } from 'typebox';
import type { Clients } from '../clients/clients.js';
import type { Watch } from '../watch/watch.js';
import { changes, params, reads, route } from './responses.js';

const one = changes(200, clientAndExchange, 'not-found');
const logInParams = Type.Object({ ...params.properties, logIn: Type.String({ maxLength: 128 }) });
const several = changes(200, clientAndExchanges, 'not-found');

export const clients: FastifyPluginAsyncTypebox<{ clients: Clients; watch: Watch }> = async (
  fastify,
  { clients, watch },
) => {
  fastify.post(
    '/clients',
    route('clients', 'Logs a visitor in and creates a client', {
      body: logInRequest,
      response: changes(201, clientAndExchange),
    }),
    async ({ body }, reply) => reply.code(201).send(await clients.logIn(body)),
  );
  fastify.post(
    '/clients/pasted',
    route('clients', 'Creates a client from a pasted credential', {
      body: pasteRequest,
      response: changes(201, clientAlone),
    }),
    ({ body }, reply) => reply.code(201).send({ client: clients.paste(body) }),
  );
  fastify.post(
    '/clients/:id/copy',
    route('clients', 'Copies the credential to a new client, without the affinity cookie', {
      params,
      response: changes(201, clientAlone, 'not-found'),
    }),
    ({ params: { id } }, reply) => reply.code(201).send({ client: clients.copy(id) }),
  );
  fastify.post(
    '/clients/:id/requests',
    route('clients', 'Sends GET /me so often, one request at a time', {
      params,
      body: sendRequest,
      response: several,
    }),
    ({ params: { id }, body: { count } }) => clients.sendRequests(id, count),
  );
  fastify.post(
    '/clients/:id/census',
    route('clients', 'Sends the credential to every instance that is alive', { params, response: several }),
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
    route('clients', 'Logs the client out; a pinned one keeps its credential, to try it again', {
      params,
      response: one,
    }),
    ({ params: { id } }) => clients.logOut(id),
  );
  fastify.get(
    '/clients/:id/sessions',
    route('clients', "Lists the log-ins of the client's user, as one instance knows them", {
      params,
      response: reads(clientAndLogIns, 'not-found', 'too-fast'),
    }),
    ({ params: { id } }) => clients.listLogIns(id),
  );
  fastify.delete(
    '/clients/:id/sessions/:logIn',
    route('clients', "Ends one of the log-ins of the client's user", { params: logInParams, response: one }),
    ({ params: { id, logIn } }) => clients.endLogIn(id, logIn),
  );
  fastify.post(
    '/clients/:id/refresh',
    route('clients', 'Refreshes the credential with the refresh token', {
      params,
      response: changes(200, clientAndExchange, 'not-found', 'no-refresh-token'),
    }),
    ({ params: { id } }) => clients.refresh(id),
  );
  fastify.get(
    '/clients/:id',
    route('clients', 'Returns a client, for a page that was reloaded', {
      params,
      response: reads(clientAlone, 'not-found', 'too-fast'),
    }),
    ({ params: { id } }) => ({ client: clients.view(id) }),
  );
  fastify.delete(
    '/clients/:id',
    route('clients', 'Removes a client without logging it out', {
      params,
      response: changes(204, Type.Null(), 'not-found'),
    }),
    async ({ params: { id } }, reply) => {
      await clients.remove(id);
      return reply.code(204).send(null);
    },
  );
};
