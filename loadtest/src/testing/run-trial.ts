// Runs a single trial, for tests.
import type { ExperimentName } from '@scale-out-lab/core';
import type { Trial } from '@scale-out-lab/core/wire';
import type { TrialPlan } from '../experiments/experiment.js';
import { runTrials } from '../runner/run-trial.js';

export async function runTrial(
  experiment: ExperimentName,
  plan: TrialPlan,
  signal: AbortSignal,
): Promise<Trial> {
  const [trial] = await runTrials(experiment, [plan], signal);
  return trial as Trial;
}
