// Watches the servers and sentinels of a Redis that has several: which one accepts writes, the primary of each, and which one is cut off.
import type { RedisNodeView } from '@scale-out-lab/core/wire';
import type { RedisNodeState, RedisNodes } from '@scale-out-lab/loadtest';
import { pollOnce, rememberLastSeen, timeoutMs } from './processes.js';

/** One view of each, in the order of the IDs; undefined where Redis is one server. Never rejects. */
export function watchRedisNodes(
  nodes: RedisNodes | undefined,
): () => Promise<readonly RedisNodeView[] | undefined> {
  if (!nodes) return async () => undefined;
  const pollPrimaries = pollOnce(nodes.primaries, timeoutMs);
  const looks = nodes.ids.map((id) => {
    const poll = pollOnce(() => nodes.look(id), timeoutMs);
    const lastSeen = rememberLastSeen<RedisNodeState>();
    return async () => lastSeen(await poll());
  });
  let primaries: readonly string[] = [];
  let roles: ReadonlyMap<string, RedisNodeView['role']> = new Map();
  return async () => {
    const [named, ...states] = await Promise.all([pollPrimaries(), ...looks.map((look) => look())]);
    // Without an answer they are those of the last one.
    if (typeof named === 'object') primaries = named.answer;
    const seen = nodes.ids.map((id, index) => ({
      id,
      state: states[index],
      formerRole: roles.get(id) ?? null,
    }));
    const views = viewNodes(seen, primaries);
    roles = new Map(views.map(({ id, role }) => [id, role]));
    return views;
  };
}

interface SeenNode {
  readonly id: string;
  /** Undefined: it does not answer. */
  readonly state: RedisNodeState | undefined;
  readonly formerRole: RedisNodeView['role'];
}

/**
 * A server that restarts, or was cut off, may report that it is a primary while clients write to another one. So the primaries
 * are those that the others name.
 */
export function viewNodes(seen: readonly SeenNode[], primaries: readonly string[]): readonly RedisNodeView[] {
  const alive = new Map(seen.flatMap(({ id, state }) => (state ? [[id, state] as const] : [])));
  const followersOf = (id: string) => [...alive.values()].filter(({ follows }) => follows === id);

  function isCutOff(id: string, { role, follows, isLinked }: RedisNodeState): boolean {
    if (role === 'sentinel') return false;
    if (role === 'replica') return !isLinked && follows !== null && alive.has(follows);
    const followers = followersOf(id);
    return primaries.includes(id)
      ? followers.length > 0 && !followers.some((follower) => follower.isLinked)
      : primaries.some((primary) => alive.has(primary));
  }

  return seen.map(({ id, state, formerRole }) => {
    const claimed = state?.role ?? formerRole;
    return {
      id,
      role: primaries.includes(id) ? 'primary' : claimed === 'primary' ? null : claimed,
      follows: state?.follows ?? null,
      isAlive: state !== undefined,
      isCutOff: state !== undefined && isCutOff(id, state),
      hold: null,
    };
  });
}
