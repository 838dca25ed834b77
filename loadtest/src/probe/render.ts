// The report of a probe for a terminal 80 columns wide.
import type { Diagnosis, ProbeReport } from '@scale-out-lab/core/wire';
import { countOf, listOf } from '../model/words.js';
import { wrap } from '../report/wrap.js';

export const verdicts = {
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

export const protocolsOf = ({ protocols }: ProbeReport) => listOf(protocols) || 'none';

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
    `Protocol      ${protocolsOf(report)}`,
    ...(report.watch ? ['', ...renderWatch(report.watch)] : []),
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

const widestCurve = 60;
const bars = '▁▂▃▄▅▆▇█';

/** Two rows of bars: the users who are logged in, and the checks that failed. */
function renderWatch({ users, loggedOut, curve }: NonNullable<ProbeReport['watch']>): readonly string[] {
  const width = Math.max(1, Math.ceil(curve.length / widestCurve));
  const slices = Array.from({ length: Math.ceil(curve.length / width) }, (_, at) =>
    curve.slice(at * width, (at + 1) * width),
  );
  const drawBars = (shareOf: (slice: typeof curve) => number) =>
    slices.map((slice) => bars[Math.ceil(shareOf(slice) * (bars.length - 1))]).join('');
  const sumOf = (slice: typeof curve, name: 'checks' | 'failures') =>
    slice.reduce((sum, each) => sum + each[name], 0);
  return [
    `Watch         ${curve.length} s, ${width} s for each bar: ${users - loggedOut} of ${countOf(users, 'users')} stayed logged in`,
    `  logged in   ${drawBars((slice) => (slice.at(-1)?.loggedIn ?? 0) / Math.max(1, users))}`,
    `  failed      ${drawBars((slice) => sumOf(slice, 'failures') / Math.max(1, sumOf(slice, 'checks')))}`,
  ];
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
