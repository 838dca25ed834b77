// The faults in report.md: the matrix, and for each fault every figure of every mode and its timeline.
import type { Timeline } from '@scale-out-lab/core/wire';
import { findExperiment } from '../experiments/index.js';
import type { ReportDocument } from '../model/report.js';
import type { Trial } from '../model/trial.js';
import { findFaultColumns, findHighlights } from './fault-cells.js';
import { renderExperiment } from './markdown-experiment.js';
import { renderMarkdownSection, renderMarkdownTable } from './markdown-table.js';
import { faultsTable } from './tables.js';

/** Empty where nothing was broken. */
export function renderFaults(document: ReportDocument): readonly string[] {
  const table = faultsTable(document);
  if (!table) return [];
  const names = [...new Set(findFaultColumns(document).map(({ experiment }) => experiment))];
  return [
    ...renderMarkdownSection(table),
    ...findHighlights(document).map((line) => `- ${line}`),
    ...names.flatMap((name) => renderFault(name, document.trials)),
  ];
}

function renderFault(name: string, trials: readonly Trial[]): readonly string[] {
  const measured = trials.filter((trial) => trial.experiment === name);
  if (measured.length === 0)
    return [`### ${name}`, findExperiment(name)?.question ?? '', 'It could not be measured.'];
  return [...renderExperiment(name, measured), ...renderTimeline(measured)];
}

interface Row {
  readonly mode: string;
  readonly timeline: Timeline;
}

function renderTimeline(trials: readonly Trial[]): readonly string[] {
  const rows = trials.flatMap(({ mode, timeline }): Row[] => (timeline ? [{ mode, timeline }] : []));
  const [first] = rows;
  if (!first) return [];
  const events = first.timeline.events.map(
    ({ atSeconds, what }) => `${what} after ${atSeconds.toFixed(1)} s`,
  );
  return [
    `Timeline: ${events.join(', ')}. In each second, requests not answered with the user's name, of those sent:`,
    renderSeconds(rows, ({ seconds }) =>
      seconds.map(({ sent, outcomes }) => `${sent - outcomes.ok} of ${sent}`),
    ),
    'Of the users who were logged in when the requests began, how many still were when they last asked:',
    renderSeconds(rows, ({ survival }) => survival.map(({ ok }) => String(ok))),
  ];
}

/** A line a second, a column a mode. */
function renderSeconds(rows: readonly Row[], cellsOf: (timeline: Timeline) => readonly string[]): string {
  const columns = rows.map(({ timeline }) => cellsOf(timeline));
  const length = Math.max(...columns.map((cells) => cells.length));
  const lines = Array.from({ length }, (_, second) => [
    String(second),
    ...columns.map((cells) => cells[second] ?? '–'),
  ]);
  return renderMarkdownTable(['second', ...rows.map(({ mode }) => mode)], lines);
}
