// The verdict in words: how many trials agree with the prediction, and each thing that went wrong.
import type { Trial } from '../trial.js';
import type { FailedTrial, ReportDocument } from './document.js';
import { renderCount } from './format.js';

export function renderVerdict(document: ReportDocument, { isColored }: { isColored: boolean }): string[] {
  const { trials, failedTrials, thresholds, interrupted, skipped = [] } = document;
  const disagreeing = trials.filter((trial) => !trial.agrees);
  const breaches = thresholds.filter((verdict) => !verdict.passed);
  const bad = (line: string) => (isColored ? `\u001b[31m${line}\u001b[0m` : line);
  const agreeing = trials.length - disagreeing.length;
  return [
    `${agreeing} of ${trials.length} trials agree with the prediction.`,
    ...(interrupted ? ['Interrupted: only the trials that were finished are shown.'] : []),
    ...skipped.map(({ experiment, reason }) => `– ${experiment}: not run here. ${reason}`),
    ...disagreeing.map((trial) => bad(`✗ ${identify(trial)}: ${trial.disagreement}`)),
    ...countByMode(failedTrials).map(bad),
    ...breaches.map(({ expression, mode, client, value }) =>
      bad(
        `✗ ${mode}, ${client}: threshold ${expression} not met (${value === null ? 'no success' : round(value)}).`,
      ),
    ),
  ];
}

/** A scored experiment has one kind of client and no repeats. */
function identify({ mode, experiment, client, repeat, figures }: Trial): string {
  return figures.length > 0 ? `${mode}, ${experiment}` : `${mode}, ${client}, repeat ${repeat}`;
}

/** One line a mode: when nobody can log in, each of its trials fails in the same way. */
function countByMode(failed: readonly FailedTrial[]): string[] {
  return [...new Set(failed.map((trial) => trial.mode))].map((mode) => {
    const [first, ...others] = failed.filter((trial) => trial.mode === mode);
    return `✗ ${mode}: ${others.length + 1} trials could not be measured. ${first?.reason}`;
  });
}

function round(value: number): string {
  return value >= 1000 ? renderCount(value) : String(Number(value.toPrecision(4)));
}
