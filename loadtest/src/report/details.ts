// The parts of a report besides its tables of results: every figure of an experiment with its reason, every trial, the environment.

import type { ExperimentName } from '@scale-out-lab/core';
import type { ReportDocument, Trial } from '@scale-out-lab/core/wire';
import { questionOf } from '../experiments/index.js';
import { groupBy } from '../statistics/group-by.js';
import { type ReportTable, renderCount, renderPercent, renderWithUnit, toCell } from './report-table.js';
import { type ReportTexts, reportTexts } from './texts/index.js';

/** A row a mode, a column for each figure of the experiment; undefined without a trial. */
export function figuresTable(
  name: ExperimentName,
  trials: readonly Trial[],
  texts: ReportTexts = reportTexts.en,
): ReportTable | undefined {
  if (trials.length === 0) return undefined;
  const figureNames = [...new Set(trials.flatMap(({ figures }) => figures.map((figure) => figure.name)))];
  const rows = trials.map(({ mode, figures }) => ({
    mode,
    cells: figureNames.map((figureName) => {
      const figure = figures.find((each) => each.name === figureName);
      return figure ? toCell([renderWithUnit(figure, texts)], figure.agrees) : toCell(['–']);
    }),
  }));
  return {
    title: name,
    note: [questionOf(name, texts.code)],
    columns: [texts.mode, ...figureNames.map(texts.figures.name)],
    rows,
  };
}

/** One sentence for each reason, with the figures and the modes to which it applies. */
interface Reason {
  readonly names: readonly string[];
  readonly text: string;
}

export function findReasons(
  trials: readonly Trial[],
  { reasons, figures: words }: ReportTexts = reportTexts.en,
): readonly Reason[] {
  const applied = trials.flatMap(({ mode, figures }) => figures.map((figure) => ({ mode, ...figure })));
  const byFigure = groupBy(applied, ({ name, explanation }) => `${name}\n${explanation}`);
  const lines = Array.from(byFigure.values(), (figures) => {
    const isEverywhere = figures.length === trials.length && trials.length > 1;
    const where = isEverywhere ? reasons.everyMode : figures.map(({ mode }) => mode).join(', ');
    const reason = reasons.translate(figures[0]?.explanation ?? '');
    return { name: words.name(figures[0]?.name ?? ''), text: reasons.applied(where, reason) };
  });
  const byText = groupBy(lines, ({ text }) => text);
  return Array.from(byText, ([text, same]) => ({ names: same.map(({ name }) => name), text }));
}

/** A row a trial; undefined where no trial was about the failure rate. */
export function trialsTable(
  document: ReportDocument,
  texts: ReportTexts = reportTexts.en,
): ReportTable | undefined {
  const trials = document.trials.filter(({ figures }) => figures.length === 0);
  const [first] = trials;
  if (!first) return undefined;
  const [client = '', repeat = '', ...columns] = texts.trials.columns;
  const rows = trials.map((trial) => ({
    mode: trial.mode,
    cells: [
      trial.client,
      String(trial.repeat),
      ...Object.values(trial.outcomes).map(renderCount),
      renderPercent(trial.failureRate),
      renderPercent(trial.predicted),
      trial.interval.map(renderPercent).join(' – '),
      texts.trials.served(trial.usersServedByEveryInstance, trial.users),
      texts.trials.agreement[trial.agreement],
    ].map((text) => toCell([text], trial.agrees)),
  }));
  return {
    title: texts.page.everyTrial,
    note: [],
    columns: [texts.mode, client, repeat, ...Object.keys(first.outcomes), ...columns],
    rows,
  };
}

export function environmentTable(
  { environment, resumedFrom }: ReportDocument,
  texts: ReportTexts = reportTexts.en,
): ReportTable {
  const { versions, instances, ...facts } = environment;
  const resumed = resumedFrom === undefined ? {} : { [texts.page.resumedFrom]: resumedFrom };
  const entries = Object.entries({
    ...facts,
    ...resumed,
    [texts.page.instances]: instances.join(', '),
    ...versions,
  });
  const rows = entries.map(([what, value]) => ({ mode: what, cells: [toCell([String(value)])] }));
  return { title: texts.page.where, note: [], columns: [texts.page.what, texts.page.value], rows };
}

/** The paragraphs on how the failure rates were measured. */
export function describeMethod(
  { settings, environment }: ReportDocument,
  texts: ReportTexts = reportTexts.en,
): readonly string[] {
  const { users, engine, requests } = settings;
  return texts.page.prose(users, engine, renderCount(requests), environment.instances.length);
}
