// A scored experiment: one credential of one mode, measured by figures, before a deadline.
import type { Mode } from '@scale-out-lab/core';
import { type ClusterClient, createClusterClient } from '../client/cluster-client.js';
import {
  decidedByFigures,
  type Observation,
  type ScoredExperiment,
  type TrialPlan,
  withinDeadline,
} from '../experiment.js';

interface ScoredDefinition {
  readonly question: string;
  readonly headline: string;
  /** Columns of the scorecard besides that of the first figure. */
  readonly otherColumns?: ScoredExperiment['otherColumns'];
  readonly runsConcurrently?: boolean;
  /** Every mode by default. */
  appliesTo?(mode: Mode): boolean;
  observe(cluster: ClusterClient, plan: TrialPlan): Promise<Observation>;
}

export function scored({ observe, ...definition }: ScoredDefinition): ScoredExperiment {
  return {
    kind: 'scored',
    otherColumns: [],
    runsConcurrently: false,
    appliesTo: () => true,
    ...definition,
    ...decidedByFigures,
    run(plan, signal) {
      const onTimeout = (seconds: number) => `${plan.mode.name}: not over after ${seconds} s.`;
      return withinDeadline({ signal, ms: deadlineMs(plan), onTimeout }, async (end) => {
        const cluster = createClusterClient(plan, end);
        try {
          return await observe(cluster, plan);
        } finally {
          await cluster.close();
        }
      });
    },
  };
}

/** Longer than the clocks of the lab may be apart, and generous for the races. */
function deadlineMs({ logOuts, families }: TrialPlan): number {
  return 90_000 + 100 * logOuts + 2000 * families;
}
