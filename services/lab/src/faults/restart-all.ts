// A restart of all instances, one after the other, as on a deployment.
import { setTimeout as sleep } from 'node:timers/promises';
import { exitCodes, type InstanceFaults, LoadtestFailure, restartInstance } from '@scale-out-lab/loadtest';

const patienceMs = 20_000;
const pollMs = 50;

/** @throws LoadtestFailure when one is not back after 20 s, and the signal's reason when that is aborted */
export async function restartAll(
  faults: InstanceFaults,
  instances: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const pause = (ms: number) => sleep(ms, undefined, { signal });
  for (const instance of instances) {
    const deadline = performance.now() + patienceMs;
    const until = async (isSo: () => Promise<boolean>) => {
      while (!(await isSo().catch(() => false))) {
        if (performance.now() > deadline) throw notBack(instance);
        await pause(pollMs);
      }
    };
    // One that has just been brought back may not answer yet.
    await until(async () => (await faults.state(instance)).isReady);
    await restartInstance({ faults, mark: () => {}, until, pause }, instance);
  }
}

function notBack(instance: string): LoadtestFailure {
  return new LoadtestFailure(
    exitCodes.missing,
    `${instance} has not come back after ${patienceMs / 1000} s.`,
  );
}
