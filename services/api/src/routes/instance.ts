// GET /api/instance says who is answering and since when; /livez and /readyz say whether it lives and takes requests.
import type { FastifyInstance } from 'fastify';

const answer = {
  type: 'object',
  properties: {
    instanceId: { type: 'string' },
    startedAt: { type: 'string' },
    uptimeSeconds: { type: 'number' },
  },
} as const;

export async function instance(
  fastify: FastifyInstance,
  { instanceId }: { instanceId: string },
): Promise<void> {
  const startedAt = new Date().toISOString();
  const uptimeSeconds = () => Math.round((Date.now() - Date.parse(startedAt)) / 1000);

  fastify.get('/api/instance', { schema: { response: { 200: answer } } }, async () => {
    return { instanceId, startedAt, uptimeSeconds: uptimeSeconds() };
  });
  fastify.get('/livez', async () => ({ status: 'ok' }));
  fastify.get('/readyz', async () => ({ status: 'ok' }));
}
