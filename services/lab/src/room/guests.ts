// The limits and the counts of the clients of a room. The host has no limits.
import type { ClientAndExchange, ClientAndExchanges } from '@scale-out-lab/core/wire';
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import type { Clients } from '../clients/clients.js';
import { addressOf, visitorSecret } from './cookie.js';
import { hasKey } from './host-key.js';
import { waitFor } from './pace.js';
import type { Room } from './room.js';

interface GuestsOptions {
  readonly room: Room;
  readonly clients: Clients;
  readonly hostKey: string;
  /** The number of ready instances. */
  readonly countInstances: () => Promise<number>;
}

/** A visitor that has more loses the oldest, so that one visitor cannot evict the clients of others. */
const clientsOfVisitor = 50;
/** The requests that a route can need, by the end of its path; those of the others are in their body. */
const costs: Readonly<Record<string, number>> = { census: 9, 'sign-ins': 10 };

type Answer = Partial<ClientAndExchange & ClientAndExchanges>;

/** For the routes of clients, which every visitor may use. */
export const guests = fp(
  async (fastify: FastifyInstance, { room, clients, hostKey, countInstances }: GuestsOptions) => {
    fastify.addHook('onRoute', (route) => {
      route.config = { ...route.config, access: 'visitors' };
    });
    fastify.addHook('preHandler', async (request) => {
      const { headers, body, routeOptions } = request;
      if (hasKey(request, hostKey)) return;
      const { pace } = room.senderOf(visitorSecret(headers), addressOf(request));
      const { count = 1 } = (body ?? {}) as { readonly count?: number };
      const [, last = ''] = /\/([^/]+)$/.exec(routeOptions.url ?? '') ?? [];
      await waitFor(pace, costs[last] ?? count);
    });
    fastify.addHook('preSerialization', async (request, reply, payload) => {
      const { client, exchange, exchanges = [] } = (payload ?? {}) as Answer;
      const secret = visitorSecret(request.headers);
      if (client) room.note(secret, client, exchange ? [exchange] : exchanges, await countInstances());
      if (reply.statusCode !== 201 || !client || hasKey(request, hostKey)) return payload;
      const owned = room.senderOf(secret, addressOf(request)).clients;
      owned.push(client.id);
      const [oldest = ''] = owned.length > clientsOfVisitor ? owned.splice(0, 1) : [];
      await clients.evict(oldest);
      return payload;
    });
  },
  { name: 'guests' },
);
