// One instance ends as it would on a deployment and is started anew: a step of a restart of all, one after the other.
import type { InstanceFaults } from '../../../control/faults.js';

export interface RestartMeans {
  readonly faults: Pick<InstanceFaults, 'state' | 'drain'>;
  /** Notes what is being done. */
  mark(what: string): void;
  /** Resolves once it is so; an error is as good as a no. @throws when the patience ends */
  waitFor(condition: () => Promise<boolean>): Promise<void>;
  pause(ms: number): Promise<void>;
}

/** Longer than the balancer leaves out an instance that has refused it. */
const afterwardsMs = 1200;

/** Resolves when the next may follow. */
export async function restartInstance(
  { faults, mark, waitFor, pause }: RestartMeans,
  instance: string,
): Promise<void> {
  const { startedAt } = await faults.state(instance);
  await faults.drain(instance);
  mark(`${instance} asked to end`);
  await waitFor(async () => (await faults.state(instance)).startedAt !== startedAt);
  mark(`${instance} back`);
  await pause(afterwardsMs);
}
