// Runs trials: the experiment observes, the observation is measured, and the experiment says whether it agrees.
import type { ExperimentName, Mode } from '@scale-out-lab/core';
import type { Measurement, Observation, TrialPlan } from '../experiments/experiment.js';
import { experiments } from '../experiments/index.js';
import { agreementOf } from '../model/agreement.js';
import { describeCommonest } from '../model/refusal.js';
import type { Trial } from '../model/trial.js';
import { measure } from './summarize-trial.js';

/** Throws the signal's reason when it is aborted: half a trial is none. */
export async function runTrial(
  experiment: ExperimentName,
  plan: TrialPlan,
  signal: AbortSignal,
): Promise<Trial> {
  const [trial] = await runTrials(experiment, [plan], signal);
  return trial as Trial;
}

/** The trials of these plans at the same time, in their order. */
export async function runTrials(
  name: ExperimentName,
  plans: readonly TrialPlan[],
  signal: AbortSignal,
): Promise<readonly Trial[]> {
  const experiment = experiments[name];
  const observations =
    experiment.kind === 'fault'
      ? await experiment.runTogether(plans, signal)
      : await Promise.all(plans.map((plan) => experiment.run(plan, signal)));
  signal.throwIfAborted();
  return plans.map((plan, index) => toTrial(name, plan, observations[index] as Observation));
}

function toTrial(experiment: ExperimentName, plan: TrialPlan, observation: Observation): Trial {
  const measured = measure(plan, observation);
  const { findDisagreements, isDecided } = experiments[experiment];
  const disagreements = findDisagreements(plan, measured);
  const agrees = disagreements.length > 0 ? false : isDecided(measured) || null;
  const { mode, senders: _senders, ...numbers } = measured;
  return {
    mode,
    experiment,
    ...numbers,
    ...(observation.timeline && { timeline: observation.timeline }),
    agrees,
    agreement: agreementOf(agrees),
    disagreement: disagreements.length > 0 ? [...disagreements, ...explain(plan, measured)].join(' ') : null,
  };
}

const credentialsOf = { session: 'sessions', jwt: 'tokens' } as const satisfies Record<
  Mode['credential'],
  string
>;

/** What may be behind a disagreement; nothing where no request was refused that might have been accepted. */
function explain({ mode, instances }: TrialPlan, { refusals }: Measurement): readonly string[] {
  const commonest = describeCommonest(refusals, credentialsOf[mode.credential], instances);
  return commonest === null ? [] : [`Commonest refusal: ${commonest}.`];
}
