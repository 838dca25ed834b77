// GET /api/instance says who is answering, since when and what time it is there; /livez and /readyz say whether it lives and takes requests.
import type { FastifyInstance } from 'fastify';
import type { Clock } from '../clock.js';

const answer = {
  type: 'object',
  properties: {
    instanceId: { type: 'string' },
    startedAt: { type: 'string' },
    uptimeSeconds: { type: 'number' },
    now: { type: 'string' },
  },
} as const;

export async function instance(
  fastify: FastifyInstance,
  { instanceId, now }: { instanceId: string; now: Clock },
): Promise<void> {
  const isoTime = () => new Date(now()).toISOString();
  const startedAt = isoTime();
  const uptimeSeconds = () => Math.round((now() - Date.parse(startedAt)) / 1000);

  fastify.get('/api/instance', { schema: { response: { 200: answer } } }, async () => {
    return { instanceId, startedAt, uptimeSeconds: uptimeSeconds(), now: isoTime() };
  });
  fastify.get('/livez', async () => ({ status: 'ok' }));
  fastify.get('/readyz', async () => ({ status: 'ok' }));
}
