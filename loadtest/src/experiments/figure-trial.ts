// What all trials share that figures decide: a deadline, and the verdict.

import { setMaxListeners } from 'node:events';
import { ExitError, exitCodes } from '@scale-out-lab/core';
import { allAgree, findFaults } from '../model/agreement.js';
import { findDisagreeing } from '../model/figure.js';
import type { Experiment } from './experiment.js';

export const decidedByFigures = {
  findDisagreements: (_plan, { figures, outcomes }) => [...findDisagreeing(figures), ...findFaults(outcomes)],
  isDecided: ({ figures }) => allAgree(figures.map(({ agrees }) => agrees)) !== null,
} as const satisfies Pick<Experiment, 'findDisagreements' | 'isDecided'>;

/**
 * Aborts the work's signal at the deadline.
 * @param onTimeout the sentence for a trial that was not over by then, given its seconds
 */
export async function withinDeadline<Result>(
  { signal, ms, onTimeout }: DeadlineOptions,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const deadline = AbortSignal.timeout(ms);
  const end = AbortSignal.any([signal, deadline]);
  // One listener for each parallel request. Node warns of a leak from the eleventh on.
  setMaxListeners(0, end);
  try {
    return await work(end);
  } catch (error) {
    if (signal.aborted || !deadline.aborted) throw error;
    throw new ExitError(exitCodes.missing, onTimeout(ms / 1000));
  }
}

interface DeadlineOptions {
  readonly signal: AbortSignal;
  readonly ms: number;
  readonly onTimeout: (seconds: number) => string;
}
