// GET /api/instance says who is answering, since when and what time it is there. /livez says whether it lives, /readyz
// whether it takes requests and what is wrong with Redis.
import type { Mode } from '@scale-out-lab/core';
import type { FastifyInstance } from 'fastify';
import { Problem } from '../problem.js';

const answer = {
  type: 'object',
  properties: {
    instanceId: { type: 'string' },
    startedAt: { type: 'string' },
    uptimeSeconds: { type: 'number' },
    now: { type: 'string' },
  },
} as const;

/** @param modes those that are served */
export async function instance(
  fastify: FastifyInstance,
  { modes }: { modes: readonly Mode[] },
): Promise<void> {
  const needRedis = modes.filter(({ state }) => state === 'redis').map(({ name }) => name);
  const { instanceState } = fastify;
  const { instanceId, startedAt, clock } = instanceState;
  // By another clock than the one that can be set.
  const startedMs = performance.now();
  const uptimeSeconds = () => Math.round((performance.now() - startedMs) / 1000);

  fastify.get('/api/instance', { schema: { response: { 200: answer } } }, async () => {
    const now = new Date(clock.now()).toISOString();
    return { instanceId, startedAt, uptimeSeconds: uptimeSeconds(), now };
  });
  fastify.get('/livez', async () => ({ status: 'ok' }));
  fastify.get('/readyz', async () => {
    if (instanceState.isDraining)
      throw new Problem('draining', 'The instance answers what it has, and then ends.');
    // Not ready would be untrue: the modes that do not need Redis go on.
    const { problem, warning } = instanceState.redis.current();
    return {
      status: 'ok',
      redis: { status: problem ? 'failing' : 'ok', problem, warning, modes: needRedis },
    };
  });
}
