// The scorecard in report.md, and a section for each experiment.
import { headlineOf } from '../experiments/index.js';
import type { ReportDocument } from './document.js';
import { renderExperiment } from './markdown-experiment.js';
import { renderMarkdownSection } from './markdown-table.js';
import { findScored, findScoredColumns } from './score-cells.js';
import { scorecardTable } from './tables.js';

/** Empty where no scored experiment was run. */
export function renderExperiments(document: ReportDocument): readonly string[] {
  const table = scorecardTable(document);
  if (!table) return [];
  const names = findScoredColumns(document);
  return [
    ...renderMarkdownSection(table),
    names.map((name) => `- \`${name}\`: ${headlineOf(name)}`).join('\n'),
    ...names.flatMap((name) => renderExperiment(name, findScored(document.trials, name))),
  ];
}
