// The verdict in words: how many trials agree with the prediction, and each disagreement and failure.
import type { Agreement, FailedTrial, ReportDocument, Trial } from '@scale-out-lab/core/wire';
import { agreementOf } from '../model/agreement.js';
import { countOf } from '../model/words.js';
import { renderCount } from './report-table.js';

export function renderVerdict(document: ReportDocument, { isColored }: { isColored: boolean }): string[] {
  const { trials, failedTrials, thresholds, interrupted, skipped = [] } = document;
  const disagreeing = trials.filter(({ agrees }) => agrees === false);
  const breaches = thresholds.filter((verdict) => !verdict.passed);
  const bad = (line: string) => (isColored ? `\u001b[31m${line}\u001b[0m` : line);
  return [
    countAgreements(trials),
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

/** `150 of 153 trials agree with the prediction, 1 disagrees, 2 not decided.` */
function countAgreements(trials: readonly Trial[]): string {
  const count = (agreement: Agreement) =>
    trials.filter(({ agrees }) => agreementOf(agrees) === agreement).length;
  const agree = count('agrees');
  const disagree = count('disagrees');
  const undecided = count('not decided');
  if (trials.length === 0) return 'No trial was finished.';
  if (trials.length === 1) {
    if (undecided === 1) return '1 trial, not decided.';
    return `1 trial ${agree === 1 ? 'agrees' : 'disagrees'} with the prediction.`;
  }
  const others = [
    ...(disagree > 0 ? [`${disagree} ${disagree === 1 ? 'disagrees' : 'disagree'}`] : []),
    ...(undecided > 0 ? [`${undecided} not decided`] : []),
  ];
  const agreeing = `${agree} of ${trials.length} trials ${agree === 1 ? 'agrees' : 'agree'} with the prediction`;
  return `${[agreeing, ...others].join(', ')}.`;
}

/** A scored experiment has one client model and no repeats. */
function identify({ mode, experiment, client, repeat, figures }: Trial): string {
  return figures.length > 0 ? `${mode}, ${experiment}` : `${mode}, ${client}, repeat ${repeat}`;
}

/** One line a mode: when a mode refuses all log-ins, its trials fail for the same reason. */
function countByMode(failed: readonly FailedTrial[]): string[] {
  return [...new Set(failed.map((trial) => trial.mode))].map((mode) => {
    const ofMode = failed.filter((trial) => trial.mode === mode);
    return `✗ ${mode}: ${countOf(ofMode.length, 'trials')} could not be measured. ${ofMode[0]?.reason}`;
  });
}

function round(value: number): string {
  return value >= 1000 ? renderCount(value) : String(Number(value.toPrecision(4)));
}
