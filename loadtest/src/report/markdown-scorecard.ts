// The scorecard in report.md, and a section for each experiment.
import type { ReportDocument } from '../model/report.js';
import { renderExperiment } from './markdown-experiment.js';
import { renderMarkdownSection } from './markdown-table.js';
import { findScored, findScoredColumns } from './score-cells.js';
import { scorecardTable } from './tables.js';

/** Empty where no scored experiment was run. */
export function renderExperiments(document: ReportDocument): readonly string[] {
  const table = scorecardTable(document);
  if (!table) return [];
  const columns = findScoredColumns(document);
  const names = [...new Set(columns.map(({ experiment }) => experiment))];
  return [
    ...renderMarkdownSection(table),
    columns.map(({ name, headline }) => `- \`${name}\`: ${headline}`).join('\n'),
    ...names.flatMap((name) => renderExperiment(name, findScored(document.trials, name))),
  ];
}
