// POST /control/clock sets the instance's clock wrong by so many seconds, or with 0 right again.
import type { FastifyInstance } from 'fastify';
import type { Internals } from '../internals.js';

const body = {
  type: 'object',
  required: ['offsetSeconds'],
  properties: { offsetSeconds: { type: 'integer', minimum: -3600, maximum: 3600 } },
} as const;

export async function clock(
  fastify: FastifyInstance,
  { internals }: { internals: Internals },
): Promise<void> {
  fastify.post<{ Body: { offsetSeconds: number } }>('/clock', { schema: { body } }, async (request) => {
    const { clock } = internals;
    clock.offsetSeconds = request.body.offsetSeconds;
    return { offsetSeconds: clock.offsetSeconds, now: new Date(clock.now()).toISOString() };
  });
}
