// What the instances hold, as far as they say so. Whoever was seen once stays in the list, dead or alive.
import type { InstanceView } from '@scale-out-lab/core/wire';
import type { InstanceFaults, InstanceState } from '@scale-out-lab/loadtest';
import { askAtMostOnce } from './answered.js';
import { rememberLastSeen } from './last-seen.js';

export interface InstanceWatch {
  /** One view of each, in the order of their numbers. Never rejects. */
  look(): Promise<readonly InstanceView[]>;
  /** Looks who is there, and forgets whoever is not. */
  forgetTheGone(): Promise<void>;
}

const patienceMs = 500;
/** Longer than who is silent holds it up. */
const rosterEveryMs = 1000;

export function watchInstances(faults: Pick<InstanceFaults, 'instances' | 'state'>): InstanceWatch {
  const asking = new Map<string, () => Promise<InstanceState | undefined>>();
  let lastKnown = new Map<string, InstanceView>();
  let rosterAt = Number.NEGATIVE_INFINITY;

  const askRoster = askAtMostOnce(async () => {
    for (const id of (await faults.instances()).keys()) {
      if (!asking.has(id)) asking.set(id, askingFor(id));
    }
    rosterAt = performance.now();
  }, patienceMs);

  function askingFor(id: string): () => Promise<InstanceState | undefined> {
    const ask = askAtMostOnce(() => faults.state(id), patienceMs);
    const lastSeen = rememberLastSeen<InstanceState>();
    return async () => lastSeen(await ask());
  }

  async function lookAt(id: string, ask: () => Promise<InstanceState | undefined>): Promise<InstanceView> {
    const state = await ask();
    // Where addresses are given out anew, another may be at the one that it had.
    return state?.instanceId === id ? toView(state) : toDead(id, lastKnown.get(id));
  }

  return {
    async look() {
      const isDue = performance.now() - rosterAt > rosterEveryMs;
      const roster = isDue ? askRoster() : undefined;
      if (asking.size === 0) await roster;
      const views = await Promise.all(Array.from(asking, ([id, ask]) => lookAt(id, ask)));
      lastKnown = new Map(views.map((view) => [view.id, view]));
      return views.sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }));
    },
    async forgetTheGone() {
      const there = await faults.instances().catch(() => undefined);
      for (const id of asking.keys()) if (there && !there.has(id)) asking.delete(id);
    },
  };
}

function toView(state: InstanceState): InstanceView {
  const { instanceId: id, isReady, startedAt, now, memory, requests, logIns, keys } = state;
  return {
    ...{ id, isAlive: true, isReady, startedAt, now, logIns, keys },
    rssBytes: memory.rssBytes,
    requests: requests.total,
    inFlight: requests.inFlight,
  };
}

/** When it was started last is kept: by that it is known whether it is another when it is back. */
function toDead(id: string, last: InstanceView | undefined): InstanceView {
  return {
    ...{ id, isAlive: false, isReady: false, startedAt: last?.startedAt ?? null, now: null },
    ...{ rssBytes: null, requests: null, inFlight: null },
    logIns: {},
    keys: { session: [], jwt: [], published: [] },
  };
}
