// An experiment in report.md: its question, every figure of every mode, the reasons in words, and the timeline of a fault.
import type { ExperimentName } from '@scale-out-lab/core';
import type { Trial } from '@scale-out-lab/core/wire';
import { experiments } from '../experiments/index.js';
import { explainUndecided, renderWithUnit } from './report-table.js';

type Timeline = NonNullable<Trial['timeline']>;

export function renderExperiment(name: ExperimentName, trials: readonly Trial[]): readonly string[] {
  const heading = [`### ${name}`, experiments[name].question];
  if (trials.length === 0) return [...heading, 'It could not be measured.'];
  const figureNames = [...new Set(trials.flatMap(({ figures }) => figures.map((figure) => figure.name)))];
  const rows = trials.map(({ mode, figures }) => {
    const ofName = (figureName: string) => figures.find((figure) => figure.name === figureName);
    return [mode, ...figureNames.map(ofName).map((figure) => (figure ? renderWithUnit(figure) : '–'))];
  });
  return [
    ...heading,
    renderMarkdownTable(['mode', ...figureNames], rows),
    ...explainUndecided(rows.flat()),
    'Why this was predicted:',
    renderReasons(trials).join('\n'),
  ];
}

/** A table whose cells cannot break it. */
export function renderMarkdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows];
  return lines
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}

/** One line for each reason, with the figures and the modes to which it applies. */
function renderReasons(trials: readonly Trial[]): readonly string[] {
  const applied = trials.flatMap(({ mode, figures }) => figures.map((figure) => ({ mode, ...figure })));
  const modesByFigure = groupBy(applied, ({ name, explanation }) => `*${name}*\n${explanation}`);
  const lines = Array.from(modesByFigure, ([key, figures]) => {
    const [name = '', reason = ''] = key.split('\n');
    const isEverywhere = figures.length === trials.length && trials.length > 1;
    const where = isEverywhere ? 'every mode' : figures.map(({ mode }) => mode).join(', ');
    return { name, text: `in ${where}: ${reason}` };
  });
  const namesByText = groupBy(lines, ({ text }) => text);
  return Array.from(namesByText, ([text, same]) => `- ${same.map(({ name }) => name).join(', ')} ${text}`);
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

interface Row {
  readonly mode: string;
  readonly timeline: Timeline;
}

/** Empty for an experiment that is no fault. */
export function renderTimeline(trials: readonly Trial[]): readonly string[] {
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
    'Users still logged in at the end of each second, of those logged in when the requests began:',
    renderSeconds(rows, ({ survival }) => survival.map(({ ok }) => String(ok))),
  ];
}

/** A row a second, a column a mode. */
function renderSeconds(rows: readonly Row[], cellsOf: (timeline: Timeline) => readonly string[]): string {
  const columns = rows.map(({ timeline }) => cellsOf(timeline));
  const length = Math.max(...columns.map((cells) => cells.length));
  const lines = Array.from({ length }, (_, second) => [
    String(second),
    ...columns.map((cells) => cells[second] ?? '–'),
  ]);
  return renderMarkdownTable(['second', ...rows.map(({ mode }) => mode)], lines);
}
