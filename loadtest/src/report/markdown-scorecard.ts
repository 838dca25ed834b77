// The scorecard in report.md, and a section for each experiment.
import { type ExperimentName, experiments, headlineOf } from '../experiments/index.js';
import type { Trial } from '../trial.js';
import type { ReportDocument } from './document.js';
import { renderExperiment } from './markdown-experiment.js';
import { renderMarkdownTable } from './markdown-table.js';
import { renderHeadline } from './scorecard.js';

/** Empty where no scored experiment was run. */
export function renderExperiments({ settings, trials }: ReportDocument): readonly string[] {
  const names = settings.experiments.filter(
    (name) => !experiments[name].isFault && findTrials(trials, name).length > 0,
  );
  if (names.length === 0) return [];
  const cells = settings.modes.map((mode) => [mode, ...names.map((name) => renderCell(trials, mode, name))]);
  return [
    '## Scorecard',
    'Measured (predicted), ≠ where they disagree, – where the mode has no such thing or it was not measured.',
    renderMarkdownTable(['mode', ...names], cells),
    names.map((name) => `- \`${name}\`: ${headlineOf(name)}`).join('\n'),
    ...names.flatMap((name) => renderExperiment(name, findTrials(trials, name))),
  ];
}

function renderCell(trials: readonly Trial[], mode: string, name: ExperimentName): string {
  const trial = findTrials(trials, name).find((each) => each.mode === mode);
  return trial ? renderHeadline(trial) : '–';
}

function findTrials(trials: readonly Trial[], name: ExperimentName): readonly Trial[] {
  return trials.filter(({ experiment, figures }) => experiment === name && figures.length > 0);
}
