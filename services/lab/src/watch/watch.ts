// Polls instances and Redis every 400 ms while a page listens or has just queried the state, and reports crashes and returns.
import type { InstanceView, LabState, RedisNodeView, RedisView } from '@scale-out-lab/core/wire';
import type { Faults } from '@scale-out-lab/loadtest';
import { type Holds, redisPart } from '../faults/holds.js';
import type { OperationLock } from '../operation-lock.js';
import type { Stream } from '../stream/stream.js';
import { silenceMs, watchInstances, watchRedis } from './processes.js';
import { watchRedisNodes } from './redis-nodes.js';

export type Watch = ReturnType<typeof createWatch>;

interface WatchOptions {
  readonly faults: Faults;
  readonly holds: Pick<Holds, 'of' | 'isPossible'>;
  readonly lock: Pick<OperationLock, 'current'>;
  readonly stream: Pick<Stream, 'publish' | 'subscribers'>;
  /** @param seenAt when it was seen, at the earliest, by `performance.now()` */
  readonly onChange: (change: Change, seenAt: number) => void;
  /** Called for an instance that is seen for the first time since it started. */
  readonly onStarted: (instance: string) => void;
}

const everyMs = 400;
const freshMs = 500;
/** Polling stops so long after the last query. */
const idleStopMs = 5000;
/** A longer time between two looks is a pause. */
const pauseMs = 3000;

export function createWatch({ faults, holds, lock, stream, onChange, onStarted }: WatchOptions) {
  const instanceWatch = watchInstances(faults);
  const lookAtRedis = watchRedis(faults.redis);
  const lookAtNodes = watchRedisNodes(faults.redis?.nodes);
  const can = {
    scale: faults.scaleTo !== undefined,
    breakRedis: faults.redis !== undefined,
    persistRedis: faults.redis?.setPersistent !== undefined,
    hold: holds.isPossible,
  };
  let seen: Pick<LabState, 'at' | 'instances' | 'redis'> = {
    at: new Date(0).toISOString(),
    instances: [],
    redis: null,
  };
  let seenAt = Number.NEGATIVE_INFINITY;
  let queriedAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | undefined;
  let acting: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  const withHold = <Part extends { readonly id: string }>(part: Part) => ({
    ...part,
    hold: holds.of(part.id),
  });
  /** The last state, with the held parts and the current operation. */
  const latest = (): LabState => ({
    at: seen.at,
    instances: seen.instances.map(withHold),
    redis: seen.redis && {
      ...seen.redis,
      ...(seen.redis.nodes && { nodes: seen.redis.nodes.map(withHold) }),
      hold: holds.of(redisPart),
    },
    busy: lock.current(),
    can,
  });

  async function lookNow(): Promise<void> {
    const startedAt = performance.now();
    const looks = [instanceWatch.look(), lookAtRedis(), lookAtNodes()] as const;
    const [instances, store, nodes] = await Promise.all(looks);
    const redis = store && withNodes(store, nodes);
    const isContinuous = startedAt - seenAt < pauseMs;
    const changes = findChanges(isContinuous ? seen : deadInstances(seen), { instances, redis });
    const started = findStarted(seen.instances, instances);
    seen = { at: new Date().toISOString(), instances, redis };
    seenAt = startedAt;
    if (isClosed) return;
    started.forEach(onStarted);
    const report = () => {
      for (const change of changes) onChange(change, startedAt - silenceMs);
    };
    if (acting) void acting.then(report);
    else report();
    stream.publish('state', latest());
  }
  function look(): Promise<void> {
    looking ??= lookNow().finally(() => {
      looking = undefined;
    });
    return looking;
  }
  async function poll(): Promise<void> {
    await look();
    timer = undefined;
    const isWanted = stream.subscribers() > 0 || performance.now() - queriedAt < idleStopMs;
    if (isWanted) schedule(everyMs);
  }
  function schedule(delayMs: number): void {
    if (!isClosed) timer ??= setTimeout(poll, delayMs).unref();
  }

  /** At most half a second old. Never rejects. */
  async function state(): Promise<LabState> {
    queriedAt = performance.now();
    if (performance.now() - seenAt > freshMs) await look();
    schedule(everyMs);
    return latest();
  }

  return {
    latest,
    state,
    /** Polls as long as a page listens. */
    start: () => schedule(0),
    /** The number of ready instances, as last seen. Waits for a look only if there was none yet. */
    async countReady(): Promise<number> {
      const { instances } = seen.instances.length > 0 ? seen : await state();
      return instances.filter(({ isAlive, isReady }) => isAlive && isReady).length;
    },
    /** Instances that were removed on purpose no longer count as down. */
    async dropRemovedInstances(): Promise<void> {
      await instanceWatch.dropRemovedInstances();
      await looking;
      await look();
    },
    /** A look may detect the end of a process before the fault that ended it is recorded. Changes are reported after the action. */
    during<Result>(action: () => Promise<Result>): Promise<Result> {
      const done = action();
      const all = Promise.allSettled([acting, done]).then(() => {
        if (acting === all) acting = undefined;
      });
      acting = all;
      return done;
    },
    close(): void {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}

type Change =
  | { readonly what: 'died' | 'back'; readonly instance: string }
  | { readonly what: 'redis-died' | 'redis-back'; readonly instance: null }
  | NodeChange;

interface NodeChange {
  readonly what: 'node-died' | 'node-back' | 'node-promoted';
  readonly instance: null;
  readonly node: string;
}

type Seen = Pick<LabState, 'instances' | 'redis'>;

/**
 * The changes between two looks: crashed processes, and those that are back. An instance that is seen for the first time is
 * no change.
 */
export function findChanges(before: Seen, now: Seen): readonly Change[] {
  const earlier = new Map(before.instances.map((instance) => [instance.id, instance]));
  const ofInstances = now.instances.flatMap((instance) => {
    const last = earlier.get(instance.id);
    return last ? changesOf(last, instance).map((what) => ({ what, instance: instance.id })) : [];
  });
  return [
    ...ofInstances,
    ...changesOfRedis(before.redis, now.redis),
    ...changesOfNodes(before.redis, now.redis),
  ];
}

/** Those that run, and had another start time before or none, whether or not that is a change. */
function findStarted(before: Seen['instances'], now: Seen['instances']): readonly string[] {
  const earlier = new Map(before.map(({ id, startedAt }) => [id, startedAt]));
  return now
    .filter(({ id, isAlive, startedAt }) => isAlive && earlier.get(id) !== startedAt)
    .map(({ id }) => id);
}

/** After a pause the time of a crash is unknown, so only crashed processes are compared: they may be back. */
export function deadInstances({ instances, redis }: Seen): Seen {
  return {
    instances: instances.filter(({ isAlive }) => !isAlive),
    redis: redis?.isAlive === false ? redis : null,
  };
}

/** A restart between two looks shows in the start time. */
function changesOf(last: InstanceView, { isAlive, startedAt }: InstanceView): readonly ('died' | 'back')[] {
  if (last.isAlive && !isAlive) return ['died'];
  // Without a start time it has not been seen alive: on a busy machine its first answer was late.
  if (!last.isAlive && isAlive) return last.startedAt === null ? [] : ['back'];
  const isRestarted = isAlive && last.startedAt !== null && startedAt !== last.startedAt;
  return isRestarted ? ['died', 'back'] : [];
}

function changesOfRedis(last: LabState['redis'], now: LabState['redis']): readonly Change[] {
  if (!last || !now || last.isAlive === now.isAlive) return [];
  return [{ what: now.isAlive ? 'redis-back' : 'redis-died', instance: null }];
}

function changesOfNodes(before: LabState['redis'], now: LabState['redis']): readonly NodeChange[] {
  const earlier = new Map(before?.nodes?.map((node) => [node.id, node]));
  return (now?.nodes ?? []).flatMap(({ id, isAlive, role }) => {
    const last = earlier.get(id);
    if (!last) return [];
    const whats = [
      ...(last.isAlive === isAlive ? [] : [isAlive ? ('node-back' as const) : ('node-died' as const)]),
      ...(role === 'primary' && last.role !== role ? ['node-promoted' as const] : []),
    ];
    return whats.map((what) => ({ what, instance: null, node: id }));
  });
}

/** A Redis Cluster serves the slots of its other primaries as long as most of them are up. */
function withNodes(redis: RedisView, nodes: readonly RedisNodeView[] | undefined): RedisView {
  if (!nodes) return redis;
  const primaries = nodes.filter(({ role }) => role === 'primary');
  const isServed = 2 * primaries.filter(({ isAlive }) => isAlive).length > primaries.length;
  return { ...redis, nodes, isAlive: redis.isAlive || isServed };
}
