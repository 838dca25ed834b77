// Runs one trial: sends the users, and measures what they saw.
import type { TrialPlan } from './experiments/experiment.js';
import { experiments } from './experiments/index.js';
import { exitCodes, LoadtestFailure } from './failure.js';
import { measure, type TrialIdentity } from './measure.js';
import type { Trial } from './trial.js';

/** Throws the signal's reason when it is aborted: half a trial is none. */
export async function runTrial(
  plan: TrialPlan,
  identity: TrialIdentity,
  signal: AbortSignal,
): Promise<Trial> {
  const records = await experiments[identity.experiment].run(plan, signal);
  signal.throwIfAborted();
  if (records.every((record) => record.sent === 0)) {
    throw new LoadtestFailure(
      exitCodes.missing,
      `${plan.mode.name}: no request was sent before the deadline.`,
    );
  }
  return measure(plan, identity, records);
}
