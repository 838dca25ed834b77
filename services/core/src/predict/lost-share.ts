// Predicts the data loss when one of several Redis processes crashes, if none of them writes a file.
import type { RedisNodeView } from '../wire/cluster.js';

/** The share of the keys: those of a primary that no replica follows. */
export function predictLostShare(nodes: readonly RedisNodeView[], id: string): number {
  const primaries = nodes.filter(({ role }) => role === 'primary');
  const isPrimary = primaries.some((primary) => primary.id === id);
  const isCopied = nodes.some(({ follows, isAlive }) => follows === id && isAlive);
  return isPrimary && !isCopied ? 1 / primaries.length : 0;
}
