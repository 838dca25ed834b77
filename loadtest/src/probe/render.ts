// The report of a probe for a terminal 80 columns wide.
import type { Diagnosis, ProbeReport } from '@scale-out-lab/core/wire';
import { padRight, wrap } from '../report/wrap.js';
import { type ProbeTexts, probeTexts } from './texts/index.js';

export const percent = (rate: number) => `${Number((rate * 100).toFixed(2))}%`;
export const rangeOf = ([low, high]: readonly [number, number]) => `${percent(low)}–${percent(high)}`;

/** The parts of the failure rate, in words. */
export const sizesOf = ({ failureRate, requests, interval }: ProbeReport) => ({
  failed: percent(failureRate),
  requests,
  range: rangeOf(interval),
});

/** One line, for a log. */
export function renderSummary(report: ProbeReport, texts: ProbeTexts = probeTexts.en): string {
  const { verdict, reason, parts, diagnoses, url } = report;
  if (parts.length === 0 && reason !== null) return `${texts.outcomes[verdict]}: ${reason}`;
  const [first] = diagnoses;
  const cause = first ? `, ${first.cause} (${texts.confidences[first.confidence]})` : '';
  return `${texts.outcomes[verdict]}: ${texts.failed(sizesOf(report))}${cause}; ${url}`;
}

export function renderProbe(report: ProbeReport, texts: ProbeTexts): string {
  const { verdict, reason, diagnoses, parts, remarks, notRun, isTlsVerified, watch } = report;
  const { labels } = texts;
  const fact = (label: string, value: string) => `${padRight(label, 14)}${value}`;
  const lines = [
    texts.verdicts[verdict],
    ...(reason === null ? [] : [wrap(reason, 0)]),
    '',
    fact(labels.rate, texts.rate(sizesOf(report))),
    fact(labels.instances, describeInstances(report, texts)),
    fact(labels.sent, texts.sent(report.sent, report.logIns, report.seconds)),
    fact(labels.protocol, texts.protocols(report.protocols)),
    ...(watch ? ['', ...renderWatch(watch, texts)] : []),
    '',
    ...parts.map(({ part, requests, failures, interval }) => {
      const sizes = texts.partSizes(String(requests).padStart(6), String(failures).padStart(6));
      return `  ${part.padEnd(16)}${sizes}   ${rangeOf(interval)}`;
    }),
    ...diagnoses.flatMap((each) => ['', ...renderDiagnosis(each, texts)]),
    ...(isTlsVerified ? [] : ['', texts.unverified]),
    ...(remarks.length + notRun.length > 0 ? [''] : []),
    ...remarks.map((remark) => wrap(remark, 2)),
    ...notRun.map(texts.notRun),
  ];
  return `${lines.join('\n')}\n`;
}

const widestCurve = 60;
const bars = '▁▂▃▄▅▆▇█';

/** Two rows of bars: the users who are logged in, and the checks that failed. */
function renderWatch(
  { users, loggedOut, curve }: NonNullable<ProbeReport['watch']>,
  { labels, watch }: ProbeTexts,
): readonly string[] {
  const width = Math.max(1, Math.ceil(curve.length / widestCurve));
  const slices = Array.from({ length: Math.ceil(curve.length / width) }, (_, at) =>
    curve.slice(at * width, (at + 1) * width),
  );
  const drawBars = (shareOf: (slice: typeof curve) => number) =>
    slices.map((slice) => bars[Math.ceil(shareOf(slice) * (bars.length - 1))]).join('');
  const sumOf = (slice: typeof curve, name: 'checks' | 'failures') =>
    slice.reduce((sum, each) => sum + each[name], 0);
  return [
    `${padRight(labels.watch, 14)}${watch.bars(curve.length, width)}: ${watch.stayed(users - loggedOut, users)}`,
    `  ${padRight(labels.loggedIn, 12)}${drawBars((slice) => (slice.at(-1)?.loggedIn ?? 0) / Math.max(1, users))}`,
    `  ${padRight(labels.failed, 12)}${drawBars((slice) => sumOf(slice, 'failures') / Math.max(1, sumOf(slice, 'checks')))}`,
  ];
}

function renderDiagnosis(
  { cause, confidence, evidence, remedy }: Diagnosis,
  { confidences }: ProbeTexts,
): readonly string[] {
  return [
    `${cause} (${confidences[confidence]})`,
    ...evidence.map((sentence) => wrap(`- ${sentence}`, 2)),
    wrap(`→ ${remedy}`, 2),
  ];
}

export function describeInstances(
  { instances: { estimate, interval, named } }: ProbeReport,
  { instances }: ProbeTexts,
): string {
  if (named.length > 0) return instances.named(named);
  if (estimate === null || interval === null) return instances.untold;
  const [low, high] = interval;
  if (low === high) return instances.byPeriod(estimate);
  return instances.byRate(estimate.toFixed(1), low.toFixed(1), high.toFixed(1));
}
