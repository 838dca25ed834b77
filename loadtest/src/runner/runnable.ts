// What of the experiments asked for can be done here: a lab whose Redis is not named cannot have it killed.

import type { ExperimentName } from '@scale-out-lab/core';
import type { Faults } from '../control/faults.js';

import { unavailableReasonOf } from '../experiments/index.js';

import type { SkippedExperiment } from '../model/report.js';

export interface Possible {
  readonly possible: readonly ExperimentName[];
  readonly skipped: readonly SkippedExperiment[];
}

/** Where nothing at all is possible nothing is skipped either: each experiment then says itself what it lacks. */
export function findPossible(names: readonly ExperimentName[], faults: Faults | undefined): Possible {
  const skipped = names.flatMap((experiment) => {
    const reason = unavailableReasonOf(experiment, faults);
    return reason === null ? [] : [{ experiment, reason }];
  });
  if (skipped.length === names.length) return { possible: names, skipped: [] };
  return {
    possible: names.filter((name) => !skipped.some(({ experiment }) => experiment === name)),
    skipped,
  };
}
