// A scored experiment: one credential of one mode, measured by figures, before a deadline.
import type { Words } from '@scale-out-lab/core';
import { type FigureTable, toFigures } from '../../model/agreement.js';
import { createClusterClient } from '../client/cluster-client.js';
import { createTrialRecord, type ScoredTrial } from '../client/scored-trial.js';
import {
  decidedByFigures,
  type Experiment,
  type FigureColumn,
  harmless,
  type TrialPlan,
  withinDeadline,
} from '../experiment.js';

interface ScoredDefinition extends Partial<Pick<Experiment, 'runsConcurrently' | 'appliesTo'>> {
  readonly question: Words;
  /** The name of the first figure. */
  readonly headline: Words;
  /** Columns of the scorecard besides that of the first figure. */
  readonly otherColumns?: readonly FigureColumn[];
  /** Resolves to the figures, the most important one first. */
  observe(trial: ScoredTrial): Promise<FigureTable>;
}

export function scored({
  observe,
  headline,
  otherColumns = [],
  ...definition
}: ScoredDefinition): Experiment {
  return {
    kind: 'scored',
    ...harmless,
    ...definition,
    ...decidedByFigures,
    columns: [{ meaning: headline }, ...otherColumns],
    run: (plans, signal) =>
      Promise.all(
        plans.map((plan) =>
          withinDeadline(plan.mode.name, deadlineMs(plan), signal, async (end) => {
            const cluster = createClusterClient(plan, end);
            const record = createTrialRecord();
            try {
              const figures = toFigures(await observe({ ...plan, cluster, record }));
              return { ...record.observed(), figures };
            } finally {
              await cluster.close();
            }
          }),
        ),
      ),
  };
}

/** Longer than the clocks of the lab may be apart, and generous for the races. */
function deadlineMs({ logOuts, families }: TrialPlan): number {
  return 90_000 + 100 * logOuts + 2000 * families;
}
