// One Redis: its crash takes everything with it that is not in the append-only file.
import { startOnFreePort } from '../../process/port.js';
import { type RedisSetup, type StartedRedis, startNode } from './node.js';

export function startSingle(setup: RedisSetup): Promise<StartedRedis> {
  return startOnFreePort(async (port) => {
    const node = await startNode(setup, { name: 'redis', port });
    return { url: `redis://127.0.0.1:${port}`, nodes: [node] };
  });
}
