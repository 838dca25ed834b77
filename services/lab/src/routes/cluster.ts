// GET /lab/state returns the state of instances and Redis; the other routes inject faults, replace keys, and change the
// number of instances.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  incident,
  keysRequest,
  labState,
  persistenceRequest,
  scaleRequest,
  stallRequest,
} from '@scale-out-lab/core/wire';
import { Type } from 'typebox';
import type { Actions } from '../faults/actions.js';
import type { Watch } from '../watch/watch.js';
import { changes, reads } from './responses.js';

const tags = ['faults'];
const params = Type.Object({ id: Type.String({ maxLength: 64 }) });
const ofInstance = changes(202, incident, 'not-found', 'busy', 'unreachable');
const ofRedis = changes(202, incident, 'busy', 'not-possible', 'unreachable');
const ofCluster = changes(202, incident, 'busy', 'unreachable');

const stops = {
  crash: 'Kills the process of an instance, which restarts automatically',
  drain: 'Ends an instance as SIGTERM does: it finishes its requests, and restarts automatically',
} as const;

export const cluster: FastifyPluginAsyncTypebox<{ actions: Actions; watch: Watch }> = async (
  fastify,
  { actions, watch },
) => {
  fastify.get(
    '/state',
    {
      schema: {
        tags: ['state'],
        summary: 'The state of instances and Redis, at most half a second old',
        response: reads(labState),
      },
    },
    () => watch.state(),
  );

  for (const what of ['crash', 'drain'] as const) {
    const schema = { tags, summary: stops[what], params, response: ofInstance };
    fastify.post(`/instances/:id/${what}`, { schema }, async ({ params: { id } }, reply) =>
      reply.code(202).send(await actions.stop(what, id)),
    );
  }
  fastify.post(
    '/instances/:id/stall',
    { schema: { tags, summary: 'Stalls an instance', params, body: stallRequest, response: ofInstance } },
    async ({ params: { id }, body: { ms } }, reply) => reply.code(202).send(await actions.stall(id, ms)),
  );
  fastify.put(
    '/instances',
    {
      schema: {
        tags,
        summary: 'Changes the number of instances; continues after the response',
        body: scaleRequest,
        response: changes(202, incident, 'busy', 'not-possible'),
      },
    },
    async ({ body: { count } }, reply) => reply.code(202).send(await actions.scale(count)),
  );
  fastify.post(
    '/restart',
    {
      schema: {
        tags,
        summary: 'Restarts all instances, one at a time; continues after the response',
        response: changes(202, incident, 'busy'),
      },
    },
    async (_request, reply) => reply.code(202).send(await actions.restart()),
  );

  fastify.post(
    '/redis/crash',
    { schema: { tags, summary: 'Kills Redis, which restarts automatically', response: ofRedis } },
    async (_request, reply) => reply.code(202).send(await actions.crashRedis()),
  );
  fastify.post(
    '/redis/stall',
    { schema: { tags, summary: 'Stalls Redis', body: stallRequest, response: ofRedis } },
    async ({ body: { ms } }, reply) => reply.code(202).send(await actions.stallRedis(ms)),
  );
  fastify.put(
    '/redis/persistence',
    {
      schema: {
        tags,
        summary: 'Switches the append-only file of Redis on or off',
        body: persistenceRequest,
        response: ofRedis,
      },
    },
    async ({ body: { isPersistent } }, reply) =>
      reply.code(202).send(await actions.persistRedis(isPersistent)),
  );

  fastify.post(
    '/keys',
    {
      schema: {
        tags,
        summary: 'Replaces the signing keys of all instances',
        body: keysRequest,
        response: ofCluster,
      },
    },
    async ({ body }, reply) => reply.code(202).send(await actions.changeKeys(body)),
  );
};
