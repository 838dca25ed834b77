// Two runs side by side: the failure rates with the interval of their difference, the latencies, and changed verdicts.

import { type Interval, mapNumberSettings, wilson } from '@scale-out-lab/core';
import type { ReportDocument, Trial } from '@scale-out-lab/core/wire';
import { agreementOf } from '../model/agreement.js';
import { groupTrials, type Spread, sum } from '../statistics/samples.js';
import { type ReportTable, renderMs, renderPercent, toCell } from './report-table.js';
import { type ReportTexts, reportTexts } from './texts/index.js';

/** The modes and client models of both runs; a difference with an interval that excludes 0 is marked with ≠. */
export function comparisonTable(
  first: ReportDocument,
  second: ReportDocument,
  texts: ReportTexts = reportTexts.en,
): ReportTable {
  const { mode, compare } = texts;
  const [before, after] = [first, second].map(({ trials }) => groupTrials(trials));
  const rows = (before ?? []).flatMap((group) => {
    const same = after?.find(({ mode, client }) => mode === group.mode && client === group.client);
    if (!same) return [];
    const [a, b] = [first, second].map(({ trials }) => countOf(trials, group));
    if (!a || !b) return [];
    const difference = b.rate - a.rate;
    const interval = intervalOfDifference(a, b);
    const isDifferent = interval[0] > 0 || interval[1] < 0;
    const cells = [
      [group.client],
      [renderPercent(a.rate)],
      [renderPercent(b.rate)],
      [
        `${renderPoints(difference)}${isDifferent ? ' ≠' : ''}`,
        compare.range(renderPoints(interval[0]), renderPoints(interval[1])),
      ],
      [renderSpread(group.p50), renderSpread(same.p50)],
    ];
    return [{ mode: group.mode, cells: cells.map((lines) => toCell(lines, isDifferent ? false : null)) }];
  });
  const describeRun = (name: string, { environment: { date, instances } }: ReportDocument) =>
    compare.run(name, date, instances.length);
  return {
    title: compare.title,
    note: [describeRun('A', first), describeRun('B', second), ...compare.note],
    columns: [mode, ...compare.columns],
    rows,
    remarks: [
      ...findChangedConditions(first, second, compare),
      ...findChangedFigures(first, second, texts),
      ...findMissing(first, second, compare),
    ],
  };
}

type Words = ReportTexts['compare'];
type Confidence = Parameters<typeof wilson>[2];

interface Count {
  readonly rate: number;
  /** The equivalent number of independent requests. */
  readonly n: number;
}

/** All repeats of a mode and client model together. */
function countOf(trials: readonly Trial[], { mode, client }: Pick<Trial, 'mode' | 'client'>): Count {
  const same = trials.filter(
    (trial) => trial.mode === mode && trial.client === client && trial.figures.length === 0,
  );
  const requests = sum(same.map((trial) => trial.requests));
  const lost = sum(same.map((trial) => trial.failureRate * trial.requests));
  return { rate: lost / requests, n: sum(same.map(({ effectiveRequests }) => effectiveRequests)) };
}

/** R. G. Newcombe, Interval estimation for the difference between independent proportions, Stat. Med. 17 (1998), method 10. */
export function intervalOfDifference(a: Count, b: Count, confidence: Confidence = 0.999): Interval {
  const [lowA, highA] = wilson(a.rate * a.n, a.n, confidence);
  const [lowB, highB] = wilson(b.rate * b.n, b.n, confidence);
  const difference = b.rate - a.rate;
  return [
    difference - Math.hypot(b.rate - lowB, highA - a.rate),
    difference + Math.hypot(highB - b.rate, a.rate - lowA),
  ];
}

function renderPoints(share: number): string {
  const points = (share * 100).toFixed(1).replace(/^-0\.0$/, '0.0');
  return Number(points) > 0 ? `+${points}` : points;
}

/** `2.8 (2.5–3.1)` */
function renderSpread(spread: Spread | null): string {
  if (!spread) return '–';
  return `${renderMs(spread.median)} (${renderMs(spread.min)}–${renderMs(spread.max)})`;
}

/** A line for each figure with another agreement in the second run. */
function findChangedFigures(
  first: ReportDocument,
  second: ReportDocument,
  { compare: words, figures: figureWords }: ReportTexts,
): readonly string[] {
  return first.trials.flatMap(({ mode, experiment, figures }) => {
    const other = second.trials.find((trial) => trial.mode === mode && trial.experiment === experiment);
    return figures.flatMap((figure) => {
      const same = other?.figures.find(({ name }) => name === figure.name);
      if (!same || same.agrees === figure.agrees) return [];
      const [a, b] = [figure, same].map(
        ({ measured, agrees }) => `${measured} (${words.agreement[agreementOf(agrees)]})`,
      );
      return [`${mode}, ${experiment}, ${figureWords.name(figure.name)}: A ${a}, B ${b}`];
    });
  });
}

/** A line with the conditions that differ between both runs: the numbers and the engine of the load, and the machine. */
function findChangedConditions(
  first: ReportDocument,
  second: ReportDocument,
  words: Words,
): readonly string[] {
  const [a, b] = [first, second].map(conditionsOf);
  const changed = Object.entries(a ?? {}).flatMap(([name, value]) => {
    const other = b?.[name] ?? value;
    return other === value ? [] : [`${name} (A ${value}, B ${other})`];
  });
  return changed.length > 0 ? [words.conditions(changed.join(', '))] : [];
}

function conditionsOf({ environment, settings }: ReportDocument): Readonly<Record<string, string | number>> {
  const { node, platform, cpu, cpus, versions } = environment;
  const numbers = mapNumberSettings((name, { flags }) => [flags.split(' ')[0], settings[name]]);
  return {
    '--engine': settings.engine,
    ...Object.fromEntries(Object.values(numbers)),
    ...versions,
    node,
    platform,
    cpu,
    cpus,
  };
}

/** The experiments, modes and client models of one run alone. */
function findMissing(first: ReportDocument, second: ReportDocument, words: Words): readonly string[] {
  const namesOf = ({ trials }: ReportDocument) =>
    new Set(
      (['experiment', 'mode', 'client'] as const).flatMap((key) => trials.map((trial): string => trial[key])),
    );
  const [a, b] = [namesOf(first), namesOf(second)];
  const [onlyA, onlyB] = [[...a].filter((each) => !b.has(each)), [...b].filter((each) => !a.has(each))];
  return [
    ...(onlyA.length > 0 ? [words.onlyIn('A', onlyA.join(', '))] : []),
    ...(onlyB.length > 0 ? [words.onlyIn('B', onlyB.join(', '))] : []),
  ];
}
