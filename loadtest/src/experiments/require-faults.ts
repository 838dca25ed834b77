// The faults that an experiment needs, or the sentence that says how to give it some.
import { exitCodes, LoadtestFailure } from '../failure.js';
import type { Faults } from '../faults/faults.js';
import type { TrialPlan } from './experiment.js';

export function requireFaults({ faults }: TrialPlan): Faults {
  if (faults) return faults;
  const remedy =
    'name the control ports of the instances with --control, and their token in CONTROL_TOKEN or CONTROL_TOKEN_FILE; `npm start` prints the line.';
  throw new LoadtestFailure(exitCodes.missing, `Nothing can be broken without control ports: ${remedy}`);
}
