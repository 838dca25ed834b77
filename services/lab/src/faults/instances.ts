// The faults of an instance: what each does, and its route. A fault is refused during another operation, and recorded as an
// incident, with which its route answers 202.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { crashRequest, incident, stallRequest } from '@scale-out-lab/core/wire';
import type { Faults } from '@scale-out-lab/loadtest';
import type { OperationLock } from '../operation-lock.js';
import { Problem } from '../problem.js';
import { changes, params, route } from '../routes/responses.js';
import type { Incidents } from '../watch/incidents.js';
import type { Watch } from '../watch/watch.js';
import { type Holds, redisPart } from './holds.js';

interface InstanceOptions {
  readonly faults: Faults;
  readonly holds: Holds;
  readonly watch: Watch;
  readonly lock: OperationLock;
  readonly incidents: Incidents;
}

const isAsked = true;

/** Each throws a Problem (409, 404, 501), or an ExitError if the instance does not answer. */
export function instanceActions({ faults, holds, watch, lock, incidents }: InstanceOptions) {
  async function requireInstance(id: string): Promise<void> {
    lock.requireFree();
    const { instances } = await watch.state();
    // An operation may have begun meanwhile.
    lock.requireFree();
    if (instances.some((instance) => instance.id === id)) return;
    // An earlier control room may hold one that this one has never seen.
    const isOfRedis = id === redisPart || faults.redis?.nodes?.ids.includes(id);
    if (holds.of(id) && !isOfRedis) return;
    const known = instances.map((instance) => instance.id).join(', ') || 'none';
    throw new Problem('not-found', `Instance "${id}" not found; known: ${known}.`);
  }
  async function requireRunning(id: string): Promise<void> {
    await requireInstance(id);
    holds.requireRunning(id);
  }

  return {
    async drain(instance: string) {
      await requireRunning(instance);
      return watch.during(async () => {
        await faults.drain(instance);
        return incidents.record({ what: 'drain', instance, isAsked });
      });
    },
    /** @param ms how long it stays down; null: until it is started; 0: its supervisor restarts it at once */
    async crash(instance: string, ms: number | null) {
      await requireRunning(instance);
      return watch.during(async () => {
        await (ms === 0 ? faults.crash(instance) : holds.hold(instance, 'crash', ms));
        return incidents.record({ what: 'crash', instance, isAsked, ms });
      });
    },
    async stall(instance: string, ms: number | null) {
      await requireRunning(instance);
      // A part that is held can be started before its time.
      const isHeld = ms === null || holds.isPossible;
      await (isHeld ? holds.hold(instance, 'stall', ms) : faults.stall(instance, ms));
      return incidents.record({ what: 'stall', instance, isAsked, ms });
    },
    async start(instance: string) {
      await requireInstance(instance);
      await holds.start(instance);
      return incidents.record({ what: 'start', instance, isAsked });
    },
  };
}

const ofFault = changes(202, incident, 'not-found', 'busy', 'already-down', 'not-possible', 'unreachable');

export const instanceRoutes: FastifyPluginAsyncTypebox<InstanceOptions> = async (fastify, options) => {
  const { crash, drain, stall, start } = instanceActions(options);

  fastify.post(
    '/instances/:id/crash',
    route('faults', 'Kills the process of an instance, which restarts automatically or stays down', {
      params,
      body: crashRequest,
      response: ofFault,
    }),
    // Without a body nothing holds it.
    async ({ params: { id }, body }, reply) => reply.code(202).send(await crash(id, body ? body.ms : 0)),
  );
  fastify.post(
    '/instances/:id/drain',
    route(
      'faults',
      'Ends an instance as SIGTERM does: it finishes its requests, and restarts automatically',
      {
        params,
        response: ofFault,
      },
    ),
    async ({ params: { id } }, reply) => reply.code(202).send(await drain(id)),
  );
  fastify.post(
    '/instances/:id/stall',
    route('faults', 'Stalls an instance', { params, body: stallRequest, response: ofFault }),
    async ({ params: { id }, body: { ms } }, reply) => reply.code(202).send(await stall(id, ms)),
  );
  fastify.post(
    '/instances/:id/start',
    route('faults', 'Starts an instance that is held down, and continues one that is stalled', {
      params,
      response: changes(202, incident, 'not-found', 'busy', 'already-running', 'unreachable'),
    }),
    async ({ params: { id } }, reply) => reply.code(202).send(await start(id)),
  );
};
