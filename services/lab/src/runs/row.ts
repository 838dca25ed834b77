// A trial that is over, as a row of the page's table.
import type { FailedTrial, RunRow, Trial } from '@scale-out-lab/core/wire';
import { describeResult } from '@scale-out-lab/loadtest';

export function toRow(number: number, trial: Trial): RunRow {
  const { experiment, mode, client, repeat, failureRate, predicted, agrees, disagreement } = trial;
  const result = describeResult(trial);
  return { number, experiment, mode, client, repeat, result, failureRate, predicted, agrees, disagreement };
}

/** Nothing was measured: the rates say nothing, and the reason is in the place of a disagreement. */
export function toFailedRow(
  number: number,
  { experiment, mode, client, repeat, reason }: FailedTrial,
): RunRow {
  const rates = { failureRate: 0, predicted: 0, agrees: null };
  return { number, experiment, mode, client, repeat, result: 'not measured', ...rates, disagreement: reason };
}
