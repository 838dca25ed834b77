// The values of single options: from text to what it stands for, or a sentence that says what was expected.
import { type Client, clients } from '@scale-out-lab/core';
import { InvalidArgumentError } from 'commander';
import { acceptedExperiments, findExperiments } from '../experiments/groups.js';
import type { ExperimentName } from '../experiments/index.js';
import { parseThreshold, type Threshold, thresholdSyntax } from '../model/threshold.js';

/** A parser of whole numbers from min to max. */
export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= min && number <= max) return number;
    throw new InvalidArgumentError(`Expected a whole number from ${min} to ${max}.`);
  };
}

/** `all`, or names with commas between them; added to what the option gave earlier. */
export function collectClients(text: string, earlier: readonly Client[] = []): readonly Client[] {
  const chosen = text.split(',').flatMap((name) => {
    const found = name === 'all' ? clients : clients.filter((client) => client === name);
    if (found.length === 0) throw new InvalidArgumentError(`Expected ${clients.join(', ')} or all.`);
    return found;
  });
  return [...earlier, ...chosen];
}

/** Names of experiments, `scorecard`, `faults` or `all`, with commas between them; added to what the option gave earlier. */
export function collectExperiments(
  text: string,
  earlier: readonly ExperimentName[] = [],
): readonly ExperimentName[] {
  const chosen = text.split(',').flatMap((name) => {
    const found = findExperiments(name);
    if (found.length === 0) throw new InvalidArgumentError(`Expected ${acceptedExperiments}.`);
    return found;
  });
  return [...earlier, ...chosen];
}

/** One threshold, added to what the option gave earlier. */
export function collectThresholds(text: string, earlier: readonly Threshold[] = []): readonly Threshold[] {
  const threshold = parseThreshold(text);
  if (!threshold) throw new InvalidArgumentError(`Expected ${thresholdSyntax}.`);
  return [...earlier, threshold];
}
