// GET, POST and DELETE /lab/probe: the probe of an application on this machine.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { probeRequest, probeState } from '@scale-out-lab/core/wire';
import type { Probe } from '../probe/probe.js';
import { changes, reads, route } from './responses.js';

/** A visitor from the network must not reach the other servers of this machine, even if faults are open to everyone. */
const config = { access: 'host' } as const;

export const probe: FastifyPluginAsyncTypebox<{ probe: Probe }> = async (fastify, { probe }) => {
  fastify.get(
    '/probe',
    route('probe', 'The latest probe, or null', { response: reads(probeState) }),
    async () => ({ probe: probe.view() }),
  );
  fastify.post(
    '/probe',
    {
      ...route('probe', 'Probes an application on this machine, one at a time; it outlives the connection', {
        body: probeRequest,
        response: changes(202, probeState, 'busy', 'other-machine'),
      }),
      config,
    },
    ({ body }, reply) => reply.code(202).send({ probe: probe.start(body) }),
  );
  fastify.delete(
    '/probe',
    {
      ...route('probe', 'Cancels the probe, and returns what it has measured', {
        response: changes(200, probeState),
      }),
      config,
    },
    async () => ({ probe: await probe.cancel() }),
  );
};
