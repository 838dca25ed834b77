// What a run tells programs: one number for all that came of it, the gravest first.

import { exitCodes } from '../model/failure.js';
import type { ReportDocument } from '../model/report.js';

export function exitCodeOf({ interrupted, trials, failedTrials, thresholds }: ReportDocument): number {
  if (interrupted) return exitCodes.interrupted;
  if (failedTrials.length > 0) return exitCodes.missing;
  const isAsExpected =
    trials.every(({ agrees }) => agrees !== false) && thresholds.every((verdict) => verdict.passed);
  return isAsExpected ? exitCodes.ok : exitCodes.disagreement;
}
