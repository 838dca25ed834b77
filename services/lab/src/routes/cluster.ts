// GET /lab/state returns the state of instances and Redis; the other routes inject faults, replace keys, and change the
// number of instances. Each of them answers 202 with the incident that it records.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  crashRequest,
  incident,
  keysRequest,
  labState,
  persistenceRequest,
  scaleRequest,
  stallRequest,
} from '@scale-out-lab/core/wire';
import type { Actions } from '../faults/actions.js';
import type { Reset } from '../faults/reset.js';
import type { Watch } from '../watch/watch.js';
import { changes, params, reads, route } from './responses.js';

const downs = ['busy', 'already-down', 'not-possible', 'unreachable'] as const;
const ofOne = changes(202, incident, 'not-found', ...downs);
const ofRedis = changes(202, incident, ...downs);
const starts = ['busy', 'already-running', 'unreachable'] as const;
const ofStart = changes(202, incident, 'not-found', ...starts);

export const cluster: FastifyPluginAsyncTypebox<{ actions: Actions; reset: Reset; watch: Watch }> = async (
  fastify,
  { actions, reset, watch },
) => {
  fastify.get(
    '/state',
    route('state', 'The state of instances and Redis, at most half a second old', {
      response: reads(labState),
    }),
    () => watch.state(),
  );

  fastify.post(
    '/instances/:id/crash',
    route('faults', 'Kills the process of an instance, which restarts automatically or stays down', {
      params,
      body: crashRequest,
      response: ofOne,
    }),
    async ({ params: { id }, body }, reply) => reply.code(202).send(await actions.crash(id, downMs(body))),
  );
  fastify.post(
    '/instances/:id/drain',
    route(
      'faults',
      'Ends an instance as SIGTERM does: it finishes its requests, and restarts automatically',
      {
        params,
        response: ofOne,
      },
    ),
    async ({ params: { id } }, reply) => reply.code(202).send(await actions.drain(id)),
  );
  fastify.post(
    '/instances/:id/stall',
    route('faults', 'Stalls an instance', { params, body: stallRequest, response: ofOne }),
    async ({ params: { id }, body: { ms } }, reply) => reply.code(202).send(await actions.stall(id, ms)),
  );
  fastify.post(
    '/instances/:id/start',
    route('faults', 'Starts an instance that is held down, and continues one that is stalled', {
      params,
      response: ofStart,
    }),
    async ({ params: { id } }, reply) => reply.code(202).send(await actions.start(id)),
  );
  fastify.put(
    '/instances',
    route('faults', 'Changes the number of instances; continues after the response', {
      body: scaleRequest,
      response: changes(202, incident, 'busy', 'already-down', 'not-possible'),
    }),
    async ({ body: { count } }, reply) => reply.code(202).send(await actions.scale(count)),
  );
  fastify.post(
    '/restart',
    route('faults', 'Restarts all instances, one at a time; continues after the response', {
      response: changes(202, incident, 'busy', 'already-down'),
    }),
    async (_request, reply) => reply.code(202).send(await actions.restart()),
  );

  fastify.post(
    '/reset',
    {
      ...route(
        'faults',
        'Resets keys, instances, persistence, log-ins and counts; continues after the response',
        {
          response: changes(202, incident, 'busy', 'unreachable'),
        },
      ),
      config: { access: 'host' },
    },
    async (_request, reply) => reply.code(202).send(await reset.begin()),
  );

  fastify.post(
    '/redis/crash',
    route('faults', 'Kills Redis, which restarts automatically or stays down', {
      body: crashRequest,
      response: ofRedis,
    }),
    async ({ body }, reply) => reply.code(202).send(await actions.crashRedis(downMs(body))),
  );
  fastify.post(
    '/redis/stall',
    route('faults', 'Stalls Redis', { body: stallRequest, response: ofRedis }),
    async ({ body: { ms } }, reply) => reply.code(202).send(await actions.stallRedis(ms)),
  );
  fastify.post(
    '/redis/start',
    route('faults', 'Starts Redis if it is held down, and continues it if it is stalled', {
      response: changes(202, incident, ...starts),
    }),
    async (_request, reply) => reply.code(202).send(await actions.startRedis()),
  );
  fastify.post(
    '/redis/nodes/:id/crash',
    route('faults', 'Kills a server of Redis or a sentinel, which restarts automatically or stays down', {
      params,
      body: crashRequest,
      response: ofOne,
    }),
    async ({ params: { id }, body }, reply) =>
      reply.code(202).send(await actions.crashNode(id, downMs(body))),
  );
  fastify.post(
    '/redis/nodes/:id/stall',
    route('faults', 'Stalls a server of Redis or a sentinel', {
      params,
      body: stallRequest,
      response: ofOne,
    }),
    async ({ params: { id }, body: { ms } }, reply) => reply.code(202).send(await actions.stallNode(id, ms)),
  );
  fastify.post(
    '/redis/nodes/:id/start',
    route('faults', 'Starts a server of Redis or a sentinel that is held down, or continues it', {
      params,
      response: ofStart,
    }),
    async ({ params: { id } }, reply) => reply.code(202).send(await actions.startNode(id)),
  );
  fastify.put(
    '/redis/persistence',
    route('faults', 'Switches the append-only file of Redis on or off', {
      body: persistenceRequest,
      response: ofRedis,
    }),
    async ({ body }, reply) => reply.code(202).send(await actions.persistRedis(body.isPersistent)),
  );

  fastify.post(
    '/keys',
    route('faults', 'Replaces the signing keys of all instances', {
      body: keysRequest,
      response: changes(202, incident, 'busy', 'unreachable'),
    }),
    async ({ body }, reply) => reply.code(202).send(await actions.changeKeys(body)),
  );
};

/** Without a body nothing holds the part. */
const downMs = (body: { readonly ms: number | null } | null | undefined) => (body ? body.ms : 0);
