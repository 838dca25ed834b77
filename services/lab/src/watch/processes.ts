// Watches the instances through their control ports, and Redis. An instance that was seen once stays in the list, dead or alive.
import type { InstanceView, RedisView } from '@scale-out-lab/core/wire';
import type { InstanceFaults, InstanceState, RedisFaults } from '@scale-out-lab/loadtest';
import { pollOnce, rememberLastSeen } from './single-flight.js';

const timeoutMs = 500;
/** Longer than a silent instance can delay the list. */
const rosterEveryMs = 1000;

export function watchInstances(faults: Pick<InstanceFaults, 'instances' | 'state'>) {
  const polls = new Map<string, () => Promise<InstanceState | undefined>>();
  let lastKnown = new Map<string, InstanceView>();
  let rosterAt = Number.NEGATIVE_INFINITY;

  const pollRoster = pollOnce(async () => {
    for (const id of (await faults.instances()).keys()) {
      if (!polls.has(id)) polls.set(id, createPoll(id));
    }
    rosterAt = performance.now();
  }, timeoutMs);

  function createPoll(id: string): () => Promise<InstanceState | undefined> {
    const poll = pollOnce(() => faults.state(id), timeoutMs);
    const lastSeen = rememberLastSeen<InstanceState>();
    return async () => lastSeen(await poll());
  }

  async function lookAt(id: string, poll: () => Promise<InstanceState | undefined>): Promise<InstanceView> {
    const state = await poll();
    // After a restart another instance may have its address.
    return state?.instanceId === id ? toView(state) : toDead(id, lastKnown.get(id));
  }

  return {
    /** One view of each instance, in the order of their numbers. Never rejects. */
    async look(): Promise<readonly InstanceView[]> {
      const isDue = performance.now() - rosterAt > rosterEveryMs;
      const roster = isDue ? pollRoster() : undefined;
      if (polls.size === 0) await roster;
      const views = await Promise.all(Array.from(polls, ([id, poll]) => lookAt(id, poll)));
      lastKnown = new Map(views.map((view) => [view.id, view]));
      return views.sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }));
    },
    async dropRemovedInstances(): Promise<void> {
      const present = await faults.instances().catch(() => undefined);
      for (const id of polls.keys()) if (present && !present.has(id)) polls.delete(id);
    },
  };
}

function toView(state: InstanceState): InstanceView {
  const { instanceId: id, isReady, startedAt, now, memory, requests, logIns, keys } = state;
  return {
    id,
    isAlive: true,
    isReady,
    startedAt,
    now,
    rssBytes: memory.rssBytes,
    requests: requests.total,
    inFlight: requests.inFlight,
    logIns,
    keys,
  };
}

/** Keeps the last start time: a later one shows that the instance was restarted. */
function toDead(id: string, last: InstanceView | undefined): InstanceView {
  return {
    id,
    isAlive: false,
    isReady: false,
    startedAt: last?.startedAt ?? null,
    now: null,
    rssBytes: null,
    requests: null,
    inFlight: null,
    logIns: {},
    keys: { session: [], jwt: [], published: [] },
  };
}

const dead: RedisView = { isAlive: false, usedMemoryBytes: null, keys: null, isPersistent: null };

/** Never rejects. Null if the address of Redis is unknown, or its first answer is late. */
export function watchRedis(redis: RedisFaults | undefined): () => Promise<RedisView | null> {
  if (!redis) return async () => null;
  const poll = pollOnce(async (): Promise<RedisView> => {
    const [usedMemoryBytes, keys, isPersistent] = await Promise.all([
      redis.usedMemoryBytes(),
      redis.countKeys(),
      redis.isPersistent(),
    ]);
    return { isAlive: true, usedMemoryBytes, keys, isPersistent };
  }, timeoutMs);
  const lastSeen = rememberLastSeen<RedisView>();
  let isKnown = false;
  return async () => {
    const result = await poll();
    isKnown ||= result !== 'late';
    return lastSeen(result) ?? (isKnown ? dead : null);
  };
}
