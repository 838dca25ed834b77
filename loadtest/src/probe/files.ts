// The report of a probe as Markdown for a pull request, and as JUnit XML for a build server.
import type { ProbeReport } from '@scale-out-lab/core/wire';
import { describeInstances, rangeOf, renderSummary, sizesOf } from './render.js';
import type { ProbeTexts } from './texts/index.js';

export function renderProbeMarkdown(report: ProbeReport, texts: ProbeTexts): string {
  const { reason, parts, diagnoses, remarks, notRun, isTlsVerified } = report;
  const { labels, columns } = texts;
  const lines = [
    `## ${texts.titles.markdown(texts.outcomes[report.verdict])}`,
    '',
    ...(reason === null ? [] : [escapeMarkdown(reason), '']),
    `\`${report.url}\`: ${texts.failed(sizesOf(report))}. ${labels.instances}: ${describeInstances(report, texts)}. ${labels.protocol}: ${texts.protocols(report.protocols)}.`,
    '',
    `| ${columns.part} | ${columns.sent} | ${columns.failed} | ${columns.interval} |`,
    '|---|---:|---:|---|',
    ...parts.map(
      ({ part, requests, failures, interval }) =>
        `| ${part} | ${requests} | ${failures} | ${rangeOf(interval)} |`,
    ),
    ...diagnoses.flatMap(({ cause, confidence, evidence, remedy }) => [
      '',
      `**${cause}** (${texts.confidences[confidence]})`,
      ...evidence.map((sentence) => `- ${escapeMarkdown(sentence)}`),
      `- → ${remedy}`,
    ]),
    ...(isTlsVerified ? [] : ['', texts.unverified]),
    ...(remarks.length + notRun.length > 0 ? [''] : []),
    ...remarks.map((remark) => `- ${remark}`),
    ...notRun.map((part) => `- ${texts.notRun(part)}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** Answers of the application are in the evidence. */
const escapeMarkdown = (text: string) => text.replaceAll(/[<>|`*_[\]]/g, '\\$&');

/** One test case: it fails if the probe is broken, and is skipped if it is undecided. */
export function renderJUnit(report: ProbeReport): string {
  const { verdict, diagnoses, seconds } = report;
  const details = diagnoses.map(
    ({ cause, evidence, remedy }) => `${cause}: ${evidence.join(' ')} → ${remedy}`,
  );
  const summary = escapeXml(renderSummary(report));
  const inner = {
    healthy: '',
    broken: `<failure message="${summary}">${escapeXml(details.join('\n'))}</failure>`,
    undecided: `<skipped message="${summary}"/>`,
  }[verdict];
  const count = (isCounted: boolean) => (isCounted ? 1 : 0);
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuite name="probe" tests="1" failures="${count(verdict === 'broken')}" skipped="${count(verdict === 'undecided')}" time="${seconds}">
  <testcase classname="probe" name="log-in survives several instances: ${escapeXml(report.url)}" time="${seconds}">${inner}</testcase>
</testsuite>
`;
}

export function escapeXml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text
    .replaceAll(/[&<>"]/g, (character) => entities[character] ?? character)
    .replaceAll(/[^\P{Cc}\n\t]/gu, '');
}
