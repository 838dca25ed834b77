// Makes a primary of Redis fail until another server has its place, and brings it back as a replica.
import { missingError } from '@scale-out-lab/core';
import { waitFor } from '../../../http/wait.js';
import type { Failover } from './control-ports.js';
import type { ReachableNodes } from './redis-nodes.js';

/** How the nodes of Redis are kept down. */
export interface NodeHolds {
  /** Resolves to the moment since which it answers nothing, on the clock of `performance.now()`. */
  hold(id: string, how: 'crash' | 'stall'): Promise<number>;
  /** Lets it run again; resolves before it listens. */
  start(id: string): Promise<void>;
}

/** A server that starts first waits for its failover, and then copies what the primary has. */
const timeoutMs = 30_000;

/** @throws ExitError when no node is a primary */
export async function failOver(
  nodes: Omit<ReachableNodes, 'use'>,
  { hold, start }: NodeHolds,
  how: 'crash' | 'stall',
): Promise<Failover> {
  const former = await nodes.primaries();
  const victim = nodes.ids.find((id) => former.includes(id));
  if (!victim) throw missingError('No node of Redis is a primary.');
  const goneAt = await hold(victim, how);
  const isReplica = async () => {
    const { role, isLinked } = await nodes.look(victim);
    return role === 'replica' && isLinked;
  };
  return {
    goneAt,
    isOver: async () => (await nodes.primaries()).some((id) => !former.includes(id)),
    async restore() {
      await start(victim);
      const isBack = async () => {
        if (await isReplica().catch(() => false)) return true;
        // A sentinel would do it too, after ten seconds or more. A cluster refuses the command, and does it at once.
        const [primary = victim] = await nodes.primaries();
        if (primary !== victim) await nodes.follow(victim, primary).catch(() => {});
        return false;
      };
      const onTimeout = () => missingError(`${victim} has not come back as a replica of Redis.`);
      await waitFor(isBack, { signal: new AbortController().signal, timeoutMs, onTimeout });
    },
  };
}
