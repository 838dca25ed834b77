// The cost of a session while many are held: the memory of each, and the processor time of a request of a logged-in user.
import type { Mode } from '@scale-out-lab/core';
import type { Cluster } from '@scale-out-lab/launcher/cluster/cluster';
import type { Spread } from '@scale-out-lab/loadtest';
import { Redis } from 'ioredis';
import { measureSessionHeap } from '../modes/memory.js';
import { spreadOf } from '../spread-of.js';
import { bytesOfKeys } from './bytes-of-keys.js';
import { type Cost, measureCost } from './measure.js';
import { mostByLogIn, openByLogIn, openInRedis } from './open-sessions.js';

export interface HeldCost {
  readonly mode: string;
  readonly sessions: number;
  /** Where the mode keeps them: on the heap of an instance, or in Redis. */
  readonly bytesPerSession: number;
  /** Microseconds for one request. Null where log-ins cannot open so many. */
  readonly cpuUs: { readonly instance: Spread; readonly redis: Spread } | null;
}

interface HeldPlan {
  /** Ascending. */
  readonly sessions: readonly number[];
  readonly requests: number;
  readonly rounds: number;
  readonly say: (text: string) => void;
  readonly signal: AbortSignal;
}

/** They send the requests that are measured. */
const users = 10;

/** The cluster has one instance. Empties its Redis. */
export async function measureHeld(
  cluster: Cluster,
  mode: Mode,
  plan: HeldPlan,
): Promise<readonly HeldCost[]> {
  const { sessions, requests, rounds, say, signal } = plan;
  const address = { url: cluster.redisUrl, password: cluster.redisPassword };
  // The client of an instance gives a command up after 250 ms, and on a busy machine one of a million takes longer.
  const client = new Redis(address.url, { password: address.password, enableAutoPipelining: true });
  const measureCpu = async () => {
    const costs: Cost[] = [];
    for (let round = 1; round <= rounds; round += 1)
      costs.push(await measureCost(cluster, mode.name, users, requests));
    const spreadFor = (kind: 'instances' | 'redis') =>
      spreadOf(costs.map(({ cpuSecondsPerThousand }) => 1000 * cpuSecondsPerThousand[kind]));
    return { instance: spreadFor('instances'), redis: spreadFor('redis') };
  };
  const found: HeldCost[] = [];
  try {
    // The limit of the lab, 256 MB, is too small for a million sessions.
    await client.config('SET', 'maxmemory', 0);
    // The first requests are slower, and Redis keeps some memory after its first commands, whatever is held.
    await measureCost(cluster, mode.name, users, requests);
    if (mode.state === 'redis') await openInRedis(client, mode, 0, 1000);
    await client.flushall();
    const emptyBytes = await bytesOfKeys(address);
    const weigh = {
      none: async () => 0,
      memory: async (count: number) => (await measureSessionHeap(count, count)).bytesPerSession,
      redis: async (count: number) => Math.round(((await bytesOfKeys(address)) - emptyBytes) / count),
    };
    let held = 0;
    for (const count of sessions) {
      signal.throwIfAborted();
      say(`${mode.name}, ${count} sessions`);
      const canOpen = mode.state !== 'memory' || count <= mostByLogIn;
      if (mode.state === 'redis') await openInRedis(client, mode, held, count);
      else if (mode.state === 'memory' && canOpen) await openByLogIn(cluster.url, mode, held, count);
      held = count;
      const bytesPerSession = await weigh[mode.state](count);
      const cpuUs = canOpen ? await measureCpu() : null;
      found.push({ mode: mode.name, sessions: count, bytesPerSession, cpuUs });
    }
    return found;
  } finally {
    client.disconnect();
  }
}
