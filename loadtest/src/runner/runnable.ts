// Which of the requested experiments can run here: without the address of Redis, Redis cannot be crashed.
import type { ExperimentName } from '@scale-out-lab/core';
import type { SkippedExperiment } from '@scale-out-lab/core/wire';
import type { Faults } from '../control/faults.js';
import { unavailableReasonOf } from '../experiments/index.js';

interface Split {
  readonly runnable: readonly ExperimentName[];
  readonly skipped: readonly SkippedExperiment[];
}

/** If none of them can run, none is skipped: each then fails with its own reason. */
export function splitRunnable(names: readonly ExperimentName[], faults: Faults | undefined): Split {
  const skipped = names.flatMap((experiment) => {
    const reason = unavailableReasonOf(experiment, faults);
    return reason === null ? [] : [{ experiment, reason }];
  });
  if (skipped.length === names.length) return { runnable: names, skipped: [] };
  return {
    runnable: names.filter((name) => !skipped.some(({ experiment }) => experiment === name)),
    skipped,
  };
}
