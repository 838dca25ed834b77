// GET /api/instance names the instance, its start and its time. GET /livez answers while the process runs. GET /readyz says
// whether the instance takes requests, and what is wrong with Redis.
import type { Mode } from '@scale-out-lab/core';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { Problem } from '../problem.js';

const answer = Type.Object({
  instanceId: Type.String(),
  startedAt: Type.String(),
  uptimeSeconds: Type.Number(),
  now: Type.String(),
});

/** @param modes the served ones */
export async function instance(
  fastify: FastifyInstance,
  { modes }: { modes: readonly Mode[] },
): Promise<void> {
  const needRedis = modes.filter(({ state }) => state === 'redis').map(({ name }) => name);
  const { instanceState } = fastify;
  const { instanceId, startedAt, clock } = instanceState;
  // Not by the clock that can be set wrong.
  const startedMs = performance.now();
  const uptimeSeconds = () => Math.round((performance.now() - startedMs) / 1000);

  fastify.get('/api/instance', { schema: { response: { 200: answer } } }, () => {
    const now = new Date(clock.now()).toISOString();
    return { instanceId, startedAt, uptimeSeconds: uptimeSeconds(), now };
  });
  fastify.get('/livez', async () => ({ status: 'ok' }));
  fastify.get('/readyz', async () => {
    if (instanceState.isDraining)
      throw new Problem('draining', 'The instance answers the requests in flight, then ends.');
    // Ready also without Redis, since other modes do not need it.
    const { problem, warning } = instanceState.redis.current();
    return {
      status: 'ok',
      redis: { status: problem ? 'failing' : 'ok', problem, warning, modes: needRedis },
    };
  });
}
