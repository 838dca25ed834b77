// The scorecard in report.md: for each experiment its question, and every figure of every mode with the reason in words.
import { type ExperimentName, experiments } from '../experiments/index.js';
import type { Trial } from '../trial.js';
import type { ReportDocument } from './document.js';
import { renderMarkdownTable } from './markdown-table.js';
import { renderNumber, renderPredicted } from './result.js';
import { renderHeadline } from './scorecard.js';

/** Empty where no scored experiment was run. */
export function renderExperiments({ settings, trials }: ReportDocument): readonly string[] {
  const names = settings.experiments.filter((name) => trials.some((trial) => isScored(trial, name)));
  if (names.length === 0) return [];
  const cells = settings.modes.map((mode) => [mode, ...names.map((name) => headlineOf(trials, mode, name))]);
  return [
    '## Scorecard',
    'Measured (predicted), ≠ where they disagree, – where the mode has no such thing or it was not measured.',
    renderMarkdownTable(['mode', ...names], cells),
    names.map((name) => `- \`${name}\`: ${experiments[name].headline}`).join('\n'),
    ...names.flatMap((name) => renderExperiment(name, trials)),
  ];
}

function renderExperiment(name: ExperimentName, trials: readonly Trial[]): readonly string[] {
  const rows = trials
    .filter((trial) => isScored(trial, name))
    .flatMap(({ mode, figures }) =>
      figures.map((figure) => [
        mode,
        figure.name,
        renderNumber(figure.measured, figure.unit),
        renderPredicted(figure),
        figure.unit,
        figure.agrees ? 'yes' : 'no',
        figure.explanation,
      ]),
    );
  const head = ['mode', 'figure', 'measured', 'predicted', 'unit', 'agrees', 'why'];
  return [`### ${name}`, experiments[name].question, renderMarkdownTable(head, rows)];
}

function headlineOf(trials: readonly Trial[], mode: string, name: ExperimentName): string {
  const trial = trials.find((each) => each.mode === mode && each.experiment === name);
  return trial ? renderHeadline(trial) : '–';
}

function isScored({ experiment, figures }: Trial, name: ExperimentName): boolean {
  return experiment === name && figures.length > 0;
}
