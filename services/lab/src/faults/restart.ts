// Restarts instances: in turn, so that the others serve meanwhile, or all at once, which takes the time of one.
import { missingError } from '@scale-out-lab/core';
import { type InstanceFaults, pause, restartInstance, waitFor } from '@scale-out-lab/loadtest';

type Means = Pick<InstanceFaults, 'state' | 'drain' | 'crash'>;
type Ending = 'drain' | 'crash';

const timeoutMs = 20_000;

/**
 * One at a time, as a deployment does.
 * @throws ExitError when an instance is not back after 20 s, and the signal's reason when that is aborted
 */
export async function restartInTurn(
  faults: Means,
  instances: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  for (const instance of instances) await restart(faults, instance, 'drain', signal);
}

/** Nothing serves requests until the first is back, and those in flight fail. @throws as above, once every restart has ended */
export async function restartAtOnce(
  faults: Means,
  instances: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const restarts = instances.map((instance) => restart(faults, instance, 'crash', signal));
  const ends = await Promise.allSettled(restarts);
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

async function restart(faults: Means, instance: string, ending: Ending, signal: AbortSignal): Promise<void> {
  const sentence = `${instance} has not come back after ${timeoutMs / 1000} s.`;
  const onTimeout = () => missingError(sentence);
  const wait = (condition: () => Promise<boolean>) => waitFor(condition, { signal, timeoutMs, onTimeout });
  // An instance that has just restarted may not answer yet.
  await wait(async () => (await faults.state(instance)).isReady);
  await restartInstance(
    { faults, mark: () => {}, waitFor: wait, pause: (ms) => pause(ms, signal) },
    instance,
    ending,
  );
}
