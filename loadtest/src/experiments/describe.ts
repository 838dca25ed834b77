// The experiments for whoever offers them: what each asks, and why it cannot be run here.
import { type ExperimentName, experimentNames } from '@scale-out-lab/core';
import type { Faults } from '../control/faults.js';

import { experiments, unavailableReasonOf } from './index.js';

export interface ExperimentFacts {
  readonly name: ExperimentName;
  readonly question: string;
  /** Whether it breaks something. */
  readonly isFault: boolean;
  /** Why it cannot be run with these faults, or null. */
  readonly obstacle: string | null;
}

export function describeExperiments(faults: Faults | undefined): readonly ExperimentFacts[] {
  return experimentNames.map((name) => {
    const { question, kind } = experiments[name];
    return { name, question, isFault: kind === 'fault', obstacle: unavailableReasonOf(name, faults) };
  });
}
