// Names that stand for several experiments, and what is accepted where an experiment is named.
import { type ExperimentName, experimentNames } from '@scale-out-lab/core';
import { exitCodes, LoadtestFailure } from '../model/failure.js';
import { faultNames, scoredNames } from './index.js';

export const experimentGroups = {
  scorecard: scoredNames,
  faults: faultNames,
  all: experimentNames,
} as const satisfies Readonly<Record<string, readonly ExperimentName[]>>;

export const acceptedExperiments = `${experimentNames.join(', ')}, scorecard, faults or all`;

/** @throws LoadtestFailure (exit code 2) that says what would be accepted, where `name` is neither experiment nor group */
export function parseExperiments(name: string): readonly ExperimentName[] {
  const found = findExperiments(name);
  if (found.length > 0) return found;
  const sentence = `There is no experiment "${name}"; expected ${acceptedExperiments}.`;
  throw new LoadtestFailure(exitCodes.usage, sentence);
}

/** None if there is no such experiment or group. */
export function findExperiments(name: string): readonly ExperimentName[] {
  const group = Object.entries(experimentGroups).find(([each]) => each === name);
  return group?.[1] ?? experimentNames.filter((each) => each === name);
}
