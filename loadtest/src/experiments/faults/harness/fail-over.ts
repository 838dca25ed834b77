// Makes a primary of Redis fail until another server has its place, and brings it back as a replica.
import { missingError } from '@scale-out-lab/core';
import { waitFor } from '../../../http/wait.js';
import type { Failover } from './control-ports.js';
import type { ReachableNodes } from './redis-nodes.js';

/** How the nodes of Redis are kept down. */
export interface NodeHolds {
  /** Resolves to when the node stopped answering (`performance.now()`). */
  hold(id: string, how: 'crash' | 'stall'): Promise<number>;
  /** Lets it run again; resolves before it listens. */
  start(id: string): Promise<void>;
}

/** A server that starts first waits for its failover, and then copies the data of the primary. */
const timeoutMs = 30_000;

/** @throws ExitError when no node is a primary, and when the former one does not come back */
export async function failOver(
  nodes: Omit<ReachableNodes, 'use'>,
  { hold, start }: NodeHolds,
  how: 'crash' | 'stall',
): Promise<Failover> {
  // A fault in the middle of a failover makes it fail, and the sentinels begin the next one half a minute later.
  await within(nodes.isSettled, 'The sentinels of Redis do not agree on a primary.');
  let former: readonly string[] = [];
  await within(async () => {
    former = await findTrue(nodes, []);
    return former.length > 0;
  }, 'No node of Redis is a primary.');
  const [victim = ''] = nodes.ids.filter((id) => former.includes(id));
  const goneAt = await hold(victim, how);
  const isReplica = async () => {
    const { role, isLinked } = await nodes.look(victim);
    return role === 'replica' && isLinked;
  };
  return {
    goneAt,
    isOver: async () => (await findTrue(nodes, former)).length > 0,
    async restore() {
      await start(victim);
      await within(async () => {
        if (await isReplica().catch(() => false)) return true;
        // A sentinel would do it too, after ten seconds or more. A cluster refuses the command, and does it at once.
        const [primary] = await findTrue(nodes, [victim]);
        if (primary !== undefined) await nodes.follow(victim, primary).catch(() => {});
        return false;
      }, `${victim} has not come back as a replica of Redis.`);
      await within(nodes.isSettled, 'The failover of Redis does not end.');
    },
  };
}

/**
 * Those that are named a primary, and report the role themselves: a sentinel with old state names an earlier one.
 * @param others are not polled: a stalled one delays the answer
 */
async function findTrue(
  { primaries, look }: Pick<ReachableNodes, 'primaries' | 'look'>,
  others: readonly string[],
): Promise<readonly string[]> {
  const named = (await primaries()).filter((id) => !others.includes(id));
  const roles = await Promise.all(named.map((id) => look(id).catch(() => undefined)));
  return named.filter((_, index) => roles[index]?.role === 'primary');
}

const within = (condition: () => Promise<boolean>, sentence: string) =>
  waitFor(condition, {
    signal: new AbortController().signal,
    timeoutMs,
    onTimeout: () => missingError(sentence),
  });
