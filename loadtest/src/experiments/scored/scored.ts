// What the scored experiments have in common: a pinned credential, figures that decide, and no time without end.
import { setMaxListeners } from 'node:events';
import type { Mode } from '@scale-out-lab/core';
import { allAgree, findFaults } from '../../model/agreement.js';
import { exitCodes, LoadtestFailure } from '../../model/failure.js';
import { findDisagreeing } from '../../model/figure.js';
import { type ClusterClient, createClusterClient } from '../client/cluster-client.js';
import type { Observation, ScoredExperiment, TrialPlan } from '../experiment.js';

export interface ScoredDefinition {
  readonly question: string;
  readonly headline: string;
  /** Columns of the scorecard besides that of the first figure. */
  readonly otherColumns?: ScoredExperiment['otherColumns'];
  readonly runsConcurrently?: boolean;
  /** Every mode, unless told otherwise. */
  appliesTo?(mode: Mode): boolean;
  /** The signal is aborted at the end of the trial's time too. */
  observe(cluster: ClusterClient, plan: TrialPlan, signal: AbortSignal): Promise<Observation>;
}

export function scored(experiment: ScoredDefinition): ScoredExperiment {
  return {
    kind: 'scored',
    question: experiment.question,
    headline: experiment.headline,
    otherColumns: experiment.otherColumns ?? [],
    runsConcurrently: experiment.runsConcurrently ?? false,
    appliesTo: experiment.appliesTo ?? (() => true),
    async run(plan, signal) {
      const deadline = AbortSignal.timeout(deadlineMs(plan));
      const end = AbortSignal.any([signal, deadline]);
      // Whatever waits in parallel listens to it; Node takes more than ten for a leak.
      setMaxListeners(0, end);
      const cluster = createClusterClient(plan, end);
      try {
        return await experiment.observe(cluster, plan, end);
      } catch (error) {
        if (signal.aborted || !deadline.aborted) throw error;
        const seconds = deadlineMs(plan) / 1000;
        throw new LoadtestFailure(exitCodes.missing, `${plan.mode.name}: not over after ${seconds} s.`);
      } finally {
        await cluster.close();
      }
    },
    findDisagreements: (_plan, { figures, outcomes }) => [
      ...findDisagreeing(figures),
      ...findFaults(outcomes),
    ],
    isDecided: ({ figures }) => allAgree(figures.map(({ agrees }) => agrees)) !== null,
  };
}

/** Longer than the clocks of the lab may be apart, and generous for what is to be raced. */
function deadlineMs({ logOuts, families }: TrialPlan): number {
  return 90_000 + 100 * logOuts + 2000 * families;
}
