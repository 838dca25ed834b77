// The scorecard in report.md: for each experiment its question, every figure of every mode, and the reasons in words.
import { type ExperimentName, experiments } from '../experiments/index.js';
import type { Trial } from '../trial.js';
import type { ReportDocument } from './document.js';
import { renderMarkdownTable } from './markdown-table.js';
import { renderFigure } from './result.js';
import { renderHeadline } from './scorecard.js';

/** Empty where no scored experiment was run. */
export function renderExperiments({ settings, trials }: ReportDocument): readonly string[] {
  const names = settings.experiments.filter((name) => findTrials(trials, name).length > 0);
  if (names.length === 0) return [];
  const cells = settings.modes.map((mode) => [mode, ...names.map((name) => headlineOf(trials, mode, name))]);
  return [
    '## Scorecard',
    'Measured (predicted), ≠ where they disagree, – where the mode has no such thing or it was not measured.',
    renderMarkdownTable(['mode', ...names], cells),
    names.map((name) => `- \`${name}\`: ${experiments[name].headline}`).join('\n'),
    ...names.flatMap((name) => renderExperiment(name, findTrials(trials, name))),
  ];
}

function renderExperiment(name: ExperimentName, trials: readonly Trial[]): readonly string[] {
  const all = trials.flatMap(({ figures }) => figures);
  const figureNames = [...new Set(all.map((figure) => figure.name))];
  const unitOf = (figureName: string) => all.find((figure) => figure.name === figureName)?.unit;
  const rows = trials.map(({ mode, figures }) => {
    const cellOf = (figureName: string) => figures.find((figure) => figure.name === figureName);
    return [mode, ...figureNames.map(cellOf).map((figure) => (figure ? renderFigure(figure) : '–'))];
  });
  const head = ['mode', ...figureNames.map((figureName) => `${figureName}, ${unitOf(figureName)}`)];
  const reasons = figureNames.flatMap((figureName) => renderReasons(figureName, trials));
  return [
    `### ${name}`,
    experiments[name].question,
    renderMarkdownTable(head, rows),
    'Why this was predicted:',
    reasons.join('\n'),
  ];
}

/** One line for each reason, with the modes to which it applies. */
function renderReasons(figureName: string, trials: readonly Trial[]): readonly string[] {
  const modesByReason = new Map<string, string[]>();
  for (const { mode, figures } of trials) {
    const reason = figures.find(({ name }) => name === figureName)?.explanation;
    if (reason !== undefined) modesByReason.set(reason, [...(modesByReason.get(reason) ?? []), mode]);
  }
  return Array.from(modesByReason, ([reason, modes]) => {
    const where = modes.length === trials.length ? 'in every mode' : `in ${modes.join(', ')}`;
    return `- *${figureName}*, ${where}: ${reason}`;
  });
}

function headlineOf(trials: readonly Trial[], mode: string, name: ExperimentName): string {
  const trial = findTrials(trials, name).find((each) => each.mode === mode);
  return trial ? renderHeadline(trial) : '–';
}

function findTrials(trials: readonly Trial[], name: ExperimentName): readonly Trial[] {
  return trials.filter(({ experiment, figures }) => experiment === name && figures.length > 0);
}
