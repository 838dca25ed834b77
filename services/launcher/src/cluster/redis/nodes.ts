// The servers and sentinels of a Redis that has several, for the control room: what each says of itself, and its crash.
import { ExitError, exitCodes } from '@scale-out-lab/core';
import { findPrimaries, type RedisNodeState, type RedisNodes } from '@scale-out-lab/loadtest';
import type { RedisPart } from './redis.js';

export function redisNodes(
  redis: Pick<RedisPart, 'topology' | 'nodes' | 'url' | 'password'>,
): RedisNodes | undefined {
  const { topology, nodes } = redis;
  if (topology === 'single') return undefined;
  const idAt = (port: string | undefined) => nodes.find((node) => String(node.port) === port)?.id ?? null;
  const find = (id: string) => {
    const node = nodes.find((each) => each.id === id);
    if (node) return node;
    throw new ExitError(exitCodes.missing, `Redis has no ${id} here.`);
  };
  return {
    ids: nodes.map(({ id }) => id),
    primaries: async () => (await findPrimaries(redis)).flatMap(({ url }) => idAt(new URL(url).port) ?? []),
    async look(id): Promise<RedisNodeState> {
      const [role, , port, link] = (await find(id).ask('ROLE')).split(',');
      if (role !== 'slave')
        return { role: role === 'sentinel' ? role : 'primary', follows: null, isLinked: true };
      return { role: 'replica', follows: idAt(port), isLinked: link === 'connected' };
    },
    crash: async (id) => find(id).kill(),
  };
}
