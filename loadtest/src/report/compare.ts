// Two runs beside each other: the failure rates with the interval of their difference, the latencies, and changed verdicts.

import { type Interval, wilson } from '@scale-out-lab/core';
import type { ReportDocument, Trial } from '@scale-out-lab/core/wire';
import { groupTrials, type Spread, sum } from '../statistics/samples.js';
import { type ReportTable, renderMs, renderPercent, toCell } from './report-table.js';

/** The modes and client models of both runs; a difference whose interval leaves out 0 is marked with ≠. */
export function comparisonTable(first: ReportDocument, second: ReportDocument): ReportTable {
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
      [`${renderPoints(difference)}${isDifferent ? ' ≠' : ''}`, interval.map(renderPoints).join(' to ')],
      [renderSpread(group.p50), renderSpread(same.p50)],
    ];
    return [{ mode: group.mode, cells: cells.map((lines) => toCell(lines, isDifferent ? false : null)) }];
  });
  return {
    title: 'Two runs compared',
    note: [
      `A: ${first.environment.date}, ${first.environment.instances.length} instances. B: ${second.environment.date}, ${second.environment.instances.length} instances.`,
      'B − A in points, with its 99.9% interval (Newcombe); ≠ marks a difference that chance does not explain.',
      'p50 ms: median and range of the repeats, A above B.',
    ],
    columns: ['mode', 'client', 'lost A', 'lost B', 'B − A', 'p50 ms'],
    rows,
    remarks: [...findChangedFigures(first, second), ...findMissing(first, second)],
  };
}

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

/** A line for each figure that agrees with its prediction in one run alone. */
function findChangedFigures(first: ReportDocument, second: ReportDocument): readonly string[] {
  return first.trials.flatMap(({ mode, experiment, figures }) => {
    const other = second.trials.find((trial) => trial.mode === mode && trial.experiment === experiment);
    return figures.flatMap((figure) => {
      const same = other?.figures.find(({ name }) => name === figure.name);
      if (!same || same.agrees === figure.agrees) return [];
      const [a, b] = [figure, same].map(
        ({ measured, agrees }) => `${measured} (${agrees ? 'as predicted' : 'not as predicted'})`,
      );
      return [`${mode}, ${experiment}, ${figure.name}: A ${a}, B ${b}`];
    });
  });
}

function findMissing(first: ReportDocument, second: ReportDocument): readonly string[] {
  const keysOf = ({ trials }: ReportDocument) => new Set(trials.map((trial) => trial.experiment));
  const [a, b] = [keysOf(first), keysOf(second)];
  const [onlyA, onlyB] = [[...a].filter((each) => !b.has(each)), [...b].filter((each) => !a.has(each))];
  return [
    ...(onlyA.length > 0 ? [`Only in A: ${onlyA.join(', ')}`] : []),
    ...(onlyB.length > 0 ? [`Only in B: ${onlyB.join(', ')}`] : []),
  ];
}
