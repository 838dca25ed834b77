// An experiment in report.md: its question, every figure of every mode, and the reasons in words.
import { findExperiment } from '../experiments/index.js';
import type { Trial } from '../model/trial.js';
import { renderMarkdownTable } from './markdown-table.js';
import { explainUndecided } from './marks.js';
import { renderWithUnit } from './result.js';

export function renderExperiment(name: string, trials: readonly Trial[]): readonly string[] {
  const figureNames = [...new Set(trials.flatMap(({ figures }) => figures.map((figure) => figure.name)))];
  const rows = trials.map(({ mode, figures }) => {
    const ofName = (figureName: string) => figures.find((figure) => figure.name === figureName);
    return [mode, ...figureNames.map(ofName).map((figure) => (figure ? renderWithUnit(figure) : '–'))];
  });
  return [
    `### ${name}`,
    findExperiment(name)?.question ?? '',
    renderMarkdownTable(['mode', ...figureNames], rows),
    ...explainUndecided(rows.flat()),
    'Why this was predicted:',
    renderReasons(trials).join('\n'),
  ];
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
