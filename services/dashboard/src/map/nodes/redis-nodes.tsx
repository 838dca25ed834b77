// The servers and sentinels of Redis inside its box: which one accepts writes, the primary of the others, and whether each is up.
import type { RedisNodeView } from '@scale-out-lab/core/wire';
import { mapTexts } from '../../state/texts.js';
import { lifeOfNode } from '../life.js';
import { PartMenu } from '../part-menu/part-menu.js';
import { shown } from '../shown.js';

export function RedisNodes({ nodes, at }: { nodes: readonly RedisNodeView[]; at: string }) {
  const t = mapTexts().redis;
  return (
    <ul class="redis-nodes" aria-label={t.nodes}>
      {nodes.map((node) => (
        <RedisNode key={node.id} node={node} at={at} primaries={primariesOf(nodes)} />
      ))}
    </ul>
  );
}

const primariesOf = (nodes: readonly RedisNodeView[]) =>
  nodes.filter(({ role }) => role === 'primary').length;

function RedisNode({ node, at, primaries }: { node: RedisNodeView; at: string; primaries: number }) {
  const t = mapTexts();
  const { id, role, follows } = node;
  const life = lifeOfNode(node, shown.value.incidents, at);
  const isAlive = life === 'alive';
  // With a single primary, every replica follows it.
  const isNamed = role === 'replica' && follows !== null && primaries > 1;
  return (
    <li class={`redis-node is-${life} ${role === 'primary' ? 'is-primary' : ''}`} data-node={id}>
      <b>{id}</b>
      <span class={isAlive ? 'visually-hidden' : 'redis-node-life'}>{t.life[life]}</span>
      {role && role !== 'sentinel' && (
        <span class={isAlive ? '' : 'visually-hidden'}>
          {isNamed ? t.redis.replicaOf({ primary: follows }) : t.redis.roles[role]}
        </span>
      )}
      <PartMenu part={id} />
    </li>
  );
}
