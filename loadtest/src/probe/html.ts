// The report of a probe as one HTML file that needs no other, runs no script and fetches nothing.
import type { Diagnosis, ProbeReport } from '@scale-out-lab/core/wire';
import { escapeXml } from './files.js';
import { describeInstances, percent, rangeOf, sizesOf } from './render.js';
import type { ProbeTexts } from './texts/index.js';

const style = `
:root { color-scheme: light dark; }
body { margin: 0 auto; padding: 1rem; max-width: 60rem; font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1, h2 { line-height: 1.2; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
th, td { padding: 0.25rem 0.75rem 0.25rem 0; border-bottom: 1px solid #8888; text-align: left; white-space: nowrap; }
svg { display: block; }
`.trimStart();

export function renderProbeHtml(report: ProbeReport, texts: ProbeTexts): string {
  const { url, reason, parts, watch, diagnoses, remarks, notRun, isTlsVerified, date, seconds } = report;
  const { labels } = texts;
  const title = texts.titles.html(url);
  const notes = [...(isTlsVerified ? [] : [texts.unverified]), ...remarks, ...notRun.map(texts.notRun)];
  const facts = [
    `${texts.failed(sizesOf(report))}.`,
    `${labels.instances}: ${describeInstances(report, texts)}. ${labels.protocol}: ${texts.protocols(report.protocols)}.`,
    texts.sentFrom(report.sent, report.logIns, seconds, date),
  ];
  return `<!doctype html>
<html lang="${texts.code}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeXml(title)}</title>
<style>
${style}</style>
</head>
<body>
<h1>${escapeXml(title)}</h1>
<p><strong>${escapeXml(texts.verdicts[report.verdict])}</strong></p>
${[...(reason === null ? [] : [reason]), ...facts].map(paragraph).join('\n')}
${parts.length === 0 ? '' : renderParts(parts, texts)}
${watch === null ? '' : renderWatchChart(watch, texts)}
${diagnoses.map((each) => renderDiagnosis(each, texts)).join('\n')}
${notes.length === 0 ? '' : `<h2>${labels.notes}</h2>\n${notes.map(paragraph).join('\n')}`}
</body>
</html>
`;
}

const paragraph = (text: string) => `<p>${escapeXml(text)}</p>`;

/** The interval is a line, and the failure rate a point on it. */
function renderParts(parts: ProbeReport['parts'], { columns }: ProbeTexts): string {
  const rows = parts.map(({ part, requests, failures, interval }) => {
    const [low, high] = interval.map((rate) => 4 + rate * 192);
    const at = 4 + (failures / requests) * 192;
    const chart = `<svg width="200" height="16" role="img" aria-label="${percent(failures / requests)}, ${rangeOf(interval)}"><path d="M4 8H196" stroke="#8886"/><path d="M${low} 8H${high}" stroke="currentColor" stroke-width="3"/><circle cx="${at}" cy="8" r="4" fill="currentColor"/></svg>`;
    return `<tr><td>${part}</td><td>${requests}</td><td>${failures}</td><td>${rangeOf(interval)}</td><td>${chart}</td></tr>`;
  });
  return `<div class="wide" tabindex="0"><table>
<tr>${Object.values(columns)
    .map((column) => `<th>${column}</th>`)
    .join('')}</tr>
${rows.join('\n')}
</table></div>`;
}

/** The users who are logged in, second by second. */
function renderWatchChart(
  { users, loggedOut, curve }: NonNullable<ProbeReport['watch']>,
  { labels, watch }: ProbeTexts,
): string {
  const xOf = (second: number) => (second / Math.max(1, curve.length)) * 600;
  const yOf = (count: number) => 4 + (1 - count / Math.max(1, users)) * 92;
  const line = curve.map(({ second, loggedIn }) => `H${xOf(second)}V${yOf(loggedIn)}H${xOf(second + 1)}`);
  const label = watch.stayedFor(users - loggedOut, users, curve.length);
  return `<h2>${labels.watch}</h2>
${paragraph(label)}
<svg viewBox="0 0 600 100" width="100%" role="img" aria-label="${escapeXml(label)}"><path d="M0 96H600" stroke="#8886"/><path d="M0 4${line.join('')}" fill="none" stroke="currentColor" stroke-width="2"/></svg>`;
}

function renderDiagnosis(
  { cause, confidence, evidence, remedy }: Diagnosis,
  { confidences }: ProbeTexts,
): string {
  return `<h2>${cause} (${confidences[confidence]})</h2>
<ul>${evidence.map((sentence) => `<li>${escapeXml(sentence)}</li>`).join('')}</ul>
${paragraph(`→ ${remedy}`)}`;
}
