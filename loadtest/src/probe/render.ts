// The report of a probe for a terminal 80 columns wide.
import type { Diagnosis, ProbeReport } from '@scale-out-lab/core/wire';
import { countOf } from '../model/words.js';
import { wrap } from '../report/wrap.js';

const verdicts = {
  healthy: 'HEALTHY: a logged-in user stays logged in.',
  broken: 'BROKEN: log-in does not work on every instance as it should.',
  undecided: 'UNDECIDED: the probe cannot say whether log-in works.',
} as const satisfies Record<ProbeReport['verdict'], string>;

export const confidences = {
  confirmed: 'confirmed',
  likely: 'likely',
  'cannot-tell': 'cannot tell',
} as const satisfies Record<Diagnosis['confidence'], string>;

export const percent = (rate: number) => `${Number((rate * 100).toFixed(2))}%`;
export const rangeOf = ([low, high]: readonly [number, number]) => `${percent(low)}–${percent(high)}`;

/** One line, for a log. */
export function renderSummary({
  verdict,
  reason,
  parts,
  failureRate,
  interval,
  requests,
  diagnoses,
  url,
}: ProbeReport): string {
  if (parts.length === 0 && reason !== null) return `${verdict}: ${reason}`;
  const [first] = diagnoses;
  const cause = first ? `, ${first.cause} (${confidences[first.confidence]})` : '';
  return `${verdict}: ${percent(failureRate)} of ${requests} checks failed (95%: ${rangeOf(interval)})${cause}; ${url}`;
}

export function renderProbe(report: ProbeReport): string {
  const { verdict, reason, diagnoses, parts, remarks, notRun, isTlsVerified } = report;
  const lines = [
    verdicts[verdict],
    ...(reason === null ? [] : [wrap(reason, 0)]),
    '',
    `Failure rate  ${percent(report.failureRate)} of ${countOf(report.requests, 'checks')} (95%: ${rangeOf(report.interval)})`,
    `Instances     ${describeInstances(report)}`,
    `Sent          ${countOf(report.sent, 'requests')}, ${report.logIns} of them log-ins, in ${report.seconds} s`,
    '',
    ...parts.map(
      ({ part, requests, failures, interval }) =>
        `  ${part.padEnd(16)}${String(requests).padStart(6)} checks ${String(failures).padStart(6)} failed   ${rangeOf(interval)}`,
    ),
    ...diagnoses.flatMap((each) => ['', ...renderDiagnosis(each)]),
    ...(isTlsVerified ? [] : ['', 'The certificate was not verified (--insecure).']),
    ...(remarks.length + notRun.length > 0 ? [''] : []),
    ...remarks.map((remark) => wrap(remark, 2)),
    ...notRun.map((part) => `Not run: ${part}.`),
  ];
  return `${lines.join('\n')}\n`;
}

function renderDiagnosis({ cause, confidence, evidence, remedy }: Diagnosis): readonly string[] {
  return [
    `${cause} (${confidences[confidence]})`,
    ...evidence.map((sentence) => wrap(`- ${sentence}`, 2)),
    wrap(`→ ${remedy}`, 2),
  ];
}

export function describeInstances({ instances: { estimate, interval, named } }: ProbeReport): string {
  if (named.length > 0) return `${named.length}, by name: ${named.join(', ')}`;
  if (estimate === null || interval === null) return 'nothing tells them apart';
  const [low, high] = interval;
  if (low === high) return `${estimate}, by the period of the rotation`;
  return `about ${estimate.toFixed(1)} by the failure rate (95%: ${low.toFixed(1)}–${high.toFixed(1)})`;
}
