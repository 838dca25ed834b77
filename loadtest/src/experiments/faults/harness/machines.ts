// The machines of a cluster: where its instances run, and how a machine fails. An orchestrator moves instances between them.

import { missingError, type RedisTopology } from '@scale-out-lab/core';
import { waitFor } from '../../../http/wait.js';

export interface Machines {
  /** The machine of each running instance, by the instance's ID. */
  placement(): Promise<ReadonlyMap<string, string>>;
  /** The machines without the balancer. */
  workers(): Promise<readonly string[]>;
  /** Redis, with servers on one or several of them. */
  store(): Promise<Store>;
  /** Stops its instances as an orchestrator does, and starts them elsewhere. Resolves when that has begun. */
  drain(machine: string): Promise<void>;
  /** Allows instances on it again. */
  activate(machine: string): Promise<void>;
  /** Replaces every instance in turn, the new one first. Resolves once the last old one has ended. */
  update(signal: AbortSignal): Promise<void>;
  /** Undefined where nothing here switches a machine or its network off. */
  readonly power: MachinePower | undefined;
}

export interface MachinePower {
  /** Everything on the machine ends at once. */
  crash(machine: string): Promise<void>;
  /** Resolves once the machine accepts instances again. */
  start(machine: string, signal: AbortSignal): Promise<void>;
  /** No other machine reaches it. Its instances run on. */
  cut(machine: string): Promise<void>;
  heal(machine: string): Promise<void>;
}

/** Redis, as the other machines see it. */
export interface Store {
  readonly topology: RedisTopology;
  /** The machine of each primary, by the name of the server. A server that only reports the role itself is not included. */
  primaries(): Promise<ReadonlyMap<string, string>>;
  /** Whether a server takes itself for a primary; undefined if it does not answer. */
  saysPrimary(server: string): Promise<boolean | undefined>;
  /** Whether every part runs, and each primary has the replicas that it should have. */
  isWhole(): Promise<boolean>;
}

interface Means {
  readonly machines: Machines;
  readonly instances: readonly string[];
  readonly signal: AbortSignal;
}

/** A machine, the instances on it at the start, and the primaries of Redis. */
export interface ChosenMachine {
  readonly machine: string;
  readonly hosted: readonly string[];
  readonly primaries: readonly string[];
  readonly store: Store;
}

/**
 * A machine with instances and without the balancer: one with a primary of Redis if there is one, or one without. Otherwise the one with
 * the fewest instances. An orchestrator does not move instances back to a machine that was away, so updates spread them again.
 * @throws ExitError if updates do not, or if Redis is not whole after two minutes
 */
export async function chooseMachine(means: Means, redis: 'with' | 'without'): Promise<ChosenMachine> {
  const { machines, signal } = means;
  const store = await machines.store();
  const onTimeout = () => missingError(`Not every server of Redis is back after ${storeTimeoutMs / 1000} s.`);
  await waitFor(() => store.isWhole(), { signal, timeoutMs: storeTimeoutMs, onTimeout });
  const primaries = await store.primaries();
  const workers = (await machines.workers()).map((machine) => ({
    machine,
    primaries: [...primaries].flatMap(([server, where]) => (where === machine ? [server] : [])),
    store,
  }));
  const has = workers.filter((worker) => worker.primaries.length > 0);
  const hasNone = workers.filter((worker) => worker.primaries.length === 0);
  const wanted = redis === 'with' && has.length > 0 ? has : hasNone;
  for (let updates = 0; ; updates += 1) {
    const chosen = await withInstances(machines, wanted);
    if (chosen) return chosen;
    if (updates === mostUpdates) break;
    await machines.update(signal);
  }
  const kind = redis === 'with' ? 'without the balancer' : 'without the balancer and a primary of Redis';
  throw missingError(`Some of the instances, and not all, must run on a machine ${kind}; add a machine.`);
}

/** The one with the fewest instances, of those that have some and not all. */
async function withInstances(
  machines: Machines,
  workers: readonly Omit<ChosenMachine, 'hosted'>[],
): Promise<ChosenMachine | undefined> {
  const placement = [...(await machines.placement())];
  const hostedBy = (machine: string) => placement.flatMap(([id, where]) => (where === machine ? [id] : []));
  return workers
    .map((worker) => ({ ...worker, hosted: hostedBy(worker.machine) }))
    .filter(({ hosted }) => hosted.length > 0 && hosted.length < placement.length)
    .sort((one, other) => one.hosted.length - other.hosted.length)[0];
}

const storeTimeoutMs = 120_000;
/** A new instance avoids the machine that still has the old one, so an update may spread instances over the other machines only. */
const mostUpdates = 3;

/** An orchestrator detects an unreachable machine after some 15 s, then starts its instances elsewhere. */
const moveTimeoutMs = 120_000;

/** Resolves once every instance runs on another machine. @throws ExitError after two minutes */
export function waitUntilMoved({ machines, instances, signal }: Means, machine: string): Promise<void> {
  const hasMoved = async () => {
    const placement = await machines.placement();
    return instances.every((id) => (placement.get(id) ?? machine) !== machine);
  };
  const sentence = `Not every instance has left ${machine} after ${moveTimeoutMs / 1000} s.`;
  return waitFor(hasMoved, { signal, timeoutMs: moveTimeoutMs, onTimeout: () => missingError(sentence) });
}
