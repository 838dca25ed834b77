// Watches the instances through their control ports, and Redis. An instance that was seen once stays in the list, whether it is up or down.
import type { InstanceView, RedisView } from '@scale-out-lab/core/wire';
import type { InstanceFaults, InstanceState, RedisFaults } from '@scale-out-lab/loadtest';

export const timeoutMs = 500;
/** A process without an answer for longer counts as down. No answer that a look uses is older. */
export const silenceMs = 1000;
/** Longer than a silent instance can delay the list. */
const rosterEveryMs = 1000;

export function watchInstances(faults: Pick<InstanceFaults, 'instances' | 'state'>) {
  const polls = new Map<string, () => Promise<InstanceState | undefined>>();
  let lastKnown = new Map<string, InstanceView>();
  let rosterAt = Number.NEGATIVE_INFINITY;

  function add(ids: Iterable<string>): void {
    for (const id of ids) if (!polls.has(id)) polls.set(id, createPoll(id));
  }
  const pollRoster = pollOnce(async () => {
    add((await faults.instances()).keys());
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
    /** The next look has every instance that answers now, and no other. */
    async dropRemovedInstances(): Promise<void> {
      const present = await faults.instances().catch(() => undefined);
      if (!present) return;
      for (const id of polls.keys()) if (!present.has(id)) polls.delete(id);
      add(present.keys());
    },
  };
}

function toView(state: InstanceState): InstanceView {
  const { instanceId: id, isReady, startedAt, now, memory, requests, logIns, keys } = state;
  return {
    id,
    isAlive: true,
    isReady,
    hold: null,
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
    hold: null,
    startedAt: last?.startedAt ?? null,
    now: null,
    rssBytes: null,
    requests: null,
    inFlight: null,
    logIns: {},
    keys: { session: [], jwt: [], published: [] },
  };
}

const dead: RedisView = { isAlive: false, hold: null, usedMemoryBytes: null, keys: null, isPersistent: null };

/** Never rejects. Null if the address of Redis is unknown, or its first answer is late. */
export function watchRedis(redis: RedisFaults | undefined): () => Promise<RedisView | null> {
  if (!redis) return async () => null;
  const poll = pollOnce(async (): Promise<RedisView> => {
    const [usedMemoryBytes, keys, isPersistent] = await Promise.all([
      redis.usedMemoryBytes(),
      redis.countKeys(),
      redis.isPersistent(),
    ]);
    return { isAlive: true, hold: null, usedMemoryBytes, keys, isPersistent };
  }, timeoutMs);
  const lastSeen = rememberLastSeen<RedisView>();
  let isKnown = false;
  return async () => {
    const result = await poll();
    isKnown ||= result !== 'late';
    return lastSeen(result) ?? (isKnown ? dead : null);
  };
}

/** `late`: no answer before the timeout; it may still arrive. `failed`: refused, or nothing listens. */
type PollResult<Answer> = { readonly answer: Answer } | 'late' | 'failed';

/**
 * Polls with one query in flight at a time. While it is, another poll is late at once. An answer that came too late for its own
 * poll is the result of the next one, so that a process with slow answers does not count as down.
 */
export function pollOnce<Answer>(
  query: () => Promise<Answer>,
  timeoutMs: number,
): () => Promise<PollResult<Answer>> {
  let isInFlight = false;
  let arrived: { readonly result: PollResult<Answer>; readonly at: number } | undefined;

  async function send(): Promise<void> {
    isInFlight = true;
    arrived = undefined;
    const result = await Promise.resolve()
      .then(query)
      .then(
        (answer): PollResult<Answer> => ({ answer }),
        (): PollResult<Answer> => 'failed',
      );
    isInFlight = false;
    arrived = { result, at: performance.now() };
  }
  function take(): PollResult<Answer> {
    const result = arrived?.result ?? 'late';
    arrived = undefined;
    return result;
  }

  return async () => {
    if (isInFlight) return 'late';
    if (arrived && performance.now() - arrived.at < silenceMs) return take();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      // After a pause of this process its timers run before it reads the answers that arrived meanwhile.
      timer = setTimeout(() => setImmediate(resolve), timeoutMs);
    });
    await Promise.race([send(), late]).finally(() => clearTimeout(timer));
    return take();
  };
}

/**
 * Turns each result into the state of a process; undefined: it is down. A late answer reuses the last one for up to 1 s, so that a
 * busy machine is not reported as down.
 */
export function rememberLastSeen<State>(
  now: () => number = () => performance.now(),
): (result: PollResult<State>) => State | undefined {
  let last: State | undefined;
  let answeredAt = Number.NEGATIVE_INFINITY;
  return (result) => {
    if (result === 'late') return now() - answeredAt < silenceMs ? last : undefined;
    last = result === 'failed' ? undefined : result.answer;
    answeredAt = now();
    return last;
  };
}
