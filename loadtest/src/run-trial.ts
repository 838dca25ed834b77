// Runs one trial: the experiment observes, the observation is measured, and the experiment says whether it agrees.
import type { TrialPlan } from './experiments/experiment.js';
import { type ExperimentName, experiments } from './experiments/index.js';
import { measure } from './measure.js';
import type { Trial } from './trial.js';

/** Throws the signal's reason when it is aborted: half a trial is none. */
export async function runTrial(
  experiment: ExperimentName,
  plan: TrialPlan,
  signal: AbortSignal,
): Promise<Trial> {
  const observation = await experiments[experiment].run(plan, signal);
  signal.throwIfAborted();
  const measured = measure(plan, observation);
  const disagreements = experiments[experiment].findDisagreements(plan, measured);
  const { mode, senders: _senders, ...numbers } = measured;
  return {
    mode,
    experiment,
    ...numbers,
    agrees: disagreements.length === 0,
    disagreement: disagreements.join(' ') || null,
  };
}
