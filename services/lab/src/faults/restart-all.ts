// Restarts all instances, one at a time, as a deployment does.
import { ExitError, exitCodes } from '@scale-out-lab/core';
import { type InstanceFaults, pause, restartInstance, waitFor } from '@scale-out-lab/loadtest';

const timeoutMs = 20_000;

/** @throws ExitError when an instance is not back after 20 s, and the signal's reason when that is aborted */
export async function restartAll(
  faults: InstanceFaults,
  instances: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  for (const instance of instances) {
    const onTimeout = () => notBack(instance);
    const wait = (condition: () => Promise<boolean>) => waitFor(condition, { signal, timeoutMs, onTimeout });
    // An instance that has just restarted may not answer yet.
    await wait(async () => (await faults.state(instance)).isReady);
    await restartInstance(
      { faults, mark: () => {}, waitFor: wait, pause: (ms) => pause(ms, signal) },
      instance,
    );
  }
}

function notBack(instance: string): ExitError {
  return new ExitError(exitCodes.missing, `${instance} has not come back after ${timeoutMs / 1000} s.`);
}
