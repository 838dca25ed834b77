// GET /control/state returns the state of the instance: readiness, requests, memory, log-ins, names of keys.
import type { FastifyInstance } from 'fastify';
import type { InstanceState } from '../instance-state.js';
import { namesOfKeys } from './keys.js';

export async function state(
  fastify: FastifyInstance,
  { instanceState }: { instanceState: InstanceState },
): Promise<void> {
  const { instanceId, startedAt, clock, keys, traffic, logInCounters } = instanceState;

  fastify.get('/state', async () => {
    const { rss, heapUsed } = process.memoryUsage();
    return {
      instanceId,
      startedAt,
      now: new Date(clock.now()).toISOString(),
      isReady: !instanceState.isDraining,
      isDraining: instanceState.isDraining,
      requests: traffic,
      memory: { rssBytes: rss, heapUsedBytes: heapUsed },
      logIns: Object.fromEntries([...logInCounters].map(([mode, count]) => [mode, count()])),
      keys: await namesOfKeys(keys),
    };
  });
}
