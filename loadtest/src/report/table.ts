// What is printed: the table of failure rates, the scorecard, the matrix of faults, and then the verdict.
import type { ReportDocument } from '../model/report.js';
import { renderMatrix } from './matrix.js';
import { renderRates } from './rates.js';
import { renderScorecard } from './scorecard.js';
import type { Style } from './table-style.js';
import { renderVerdict } from './verdict.js';

export function renderTable(document: ReportDocument, style: Style): string {
  const hasTrials = document.trials.length > 0;
  const sections = hasTrials
    ? [renderRates(document, style), renderScorecard(document, style), renderMatrix(document, style)]
    : [];
  const blocks = [...sections, renderVerdict(document, style)].filter((lines) => lines.length > 0);
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n\n')}\n`;
}
