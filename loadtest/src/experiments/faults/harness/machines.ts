// The machines of a cluster: where its instances run, and how a machine fails. An orchestrator moves instances between them.

import { missingError } from '@scale-out-lab/core';
import { waitFor } from '../../../http/wait.js';

export interface Machines {
  /** The machine of each running instance, by the instance's ID. */
  placement(): Promise<ReadonlyMap<string, string>>;
  /** Machines that run instances, and neither the balancer nor Redis. */
  workers(): Promise<readonly string[]>;
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

interface Means {
  readonly machines: Machines;
  readonly instances: readonly string[];
  readonly signal: AbortSignal;
}

/** A machine, and the instances on it at the start. */
interface ChosenMachine {
  readonly machine: string;
  readonly hosted: readonly string[];
}

/**
 * The worker with the fewest instances. An orchestrator does not move instances back to a machine that was away, so an update
 * spreads them again if no worker has one.
 * @throws ExitError if none has one then
 */
export async function chooseMachine({ machines, signal }: Means): Promise<ChosenMachine> {
  const spread = await findWorker(machines);
  if (spread) return spread;
  await machines.update(signal);
  const found = await findWorker(machines);
  if (found) return found;
  throw missingError('No instance runs on a machine without the balancer and Redis; add a machine.');
}

async function findWorker(machines: Machines): Promise<ChosenMachine | undefined> {
  const placement = [...(await machines.placement())];
  const hostedBy = (machine: string) => placement.flatMap(([id, where]) => (where === machine ? [id] : []));
  return (await machines.workers())
    .map((machine) => ({ machine, hosted: hostedBy(machine) }))
    .filter(({ hosted }) => hosted.length > 0)
    .sort((one, other) => one.hosted.length - other.hosted.length)[0];
}

/** An orchestrator notices a silent machine after some 15 s, then starts its instances elsewhere. */
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
