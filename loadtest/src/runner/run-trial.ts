// Runs trials: the experiment observes, the observation is summarised, and the experiment judges whether it agrees.
import type { ExperimentName, Mode } from '@scale-out-lab/core';
import type { Trial } from '@scale-out-lab/core/wire';
import type { Measurement, Observation, TrialPlan } from '../experiments/experiment.js';
import { experiments } from '../experiments/index.js';
import { agreementOf } from '../model/agreement.js';
import { describeCommonest } from '../model/refusal.js';
import { summarizeTrial } from './summarize-trial.js';

/**
 * Runs the plans at the same time, and returns their trials in the same order.
 * @throws the reason of the signal when it is aborted: a partial trial does not count
 */
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
  const measured = summarizeTrial(plan, observation);
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

/** A possible cause of a disagreement; none where every refusal was expected. */
function explain({ mode, instances }: TrialPlan, { refusals }: Measurement): readonly string[] {
  const commonest = describeCommonest(refusals, credentialsOf[mode.credential], instances);
  return commonest === null ? [] : [`Commonest refusal: ${commonest}.`];
}
