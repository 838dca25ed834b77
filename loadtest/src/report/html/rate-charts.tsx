// The charts of the experiment steady: measured failure rates against predicted ones, and latencies.

import type { ReportDocument, Trial } from '@scale-out-lab/core/wire';
import { scaleLinear, scaleLog } from 'd3-scale';
import { type Group, groupTrials } from '../../statistics/samples.js';
import { renderMs, renderRate } from '../report-table.js';

const height = 20;
const middle = height / 2;

/** A row a mode and client model: a dot with its whisker, and the prediction. Positions are shares of the width. */
export function RatesChart({ trials }: Pick<ReportDocument, 'trials'>) {
  const scale = scaleLinear([0, 1], [1, 99]);
  const ticks = scale.ticks(4);
  return (
    <figure>
      <Axis ticks={ticks} at={scale} label={(tick) => `${tick * 100}%`} />
      {byMode(groupTrials(trials)).map((group, index, groups) => (
        <div class="row">
          <span>{groups[index - 1]?.mode === group.mode ? '' : group.mode}</span>
          <span>{group.client}</span>
          <Rate group={group} interval={widestInterval(trials, group)} ticks={ticks} at={scale} />
          <span class={group.agrees === false ? 'bad' : undefined}>
            {renderRate(group.failureRate.median, group.predicted, group.agrees)}
          </span>
        </div>
      ))}
    </figure>
  );
}

/** The client models of a mode below each other. */
function byMode(groups: readonly Group[]): readonly Group[] {
  const modes = new Set(groups.map(({ mode }) => mode));
  return [...modes].flatMap((mode) => groups.filter((group) => group.mode === mode));
}

/** From the lowest end of the intervals of its repeats to the highest. */
function widestInterval(trials: readonly Trial[], { mode, client }: Group): readonly [number, number] {
  const same = trials.filter(
    (trial) => trial.mode === mode && trial.client === client && trial.figures.length === 0,
  );
  const ends = same.flatMap(({ interval }) => interval);
  return [Math.min(...ends), Math.max(...ends)];
}

interface RateProps {
  readonly group: Group;
  readonly interval: readonly [low: number, high: number];
  readonly ticks: readonly number[];
  readonly at: (rate: number) => number;
}

function Rate({ group, interval: [low, high], ticks, at }: RateProps) {
  const percent = (rate: number) => `${at(rate).toFixed(2)}%`;
  return (
    <svg height={height} role="img" aria-label={`${group.mode}, ${group.client}`}>
      <Grid ticks={ticks} at={at} />
      <line class="whisker" x1={percent(low)} x2={percent(high)} y1={middle} y2={middle} />
      <circle class="dot" cx={percent(group.failureRate.median)} cy={middle} r={4} />
      {/* Its own coordinate system, so that the shape stays while the width changes. */}
      <svg x={percent(group.predicted)} y={middle} overflow="visible" aria-hidden="true">
        <path class="prediction" fill-opacity={0} d="M0-7 7 0 0 7-7 0Z" />
      </svg>
    </svg>
  );
}

/** A row a mode, for the first client model: a bar from the median to the 99th percentile, logarithmic. */
export function LatencyChart({ trials }: Pick<ReportDocument, 'trials'>) {
  const groups = groupTrials(trials).filter(
    ({ mode, p50 }, index, all) => p50 && all.findIndex((each) => each.mode === mode) === index,
  );
  const values = groups.flatMap(({ p50, p99 }) => [p50?.median ?? 1, p99?.median ?? 1]);
  const scale = scaleLog([Math.min(...values), Math.max(...values)], [1, 99]).nice();
  const ticks = scale.ticks(4).filter((tick) => /^[125]/.test(String(tick).replace(/^0\.0*/, '')));
  const percent = (ms: number) => `${scale(ms).toFixed(2)}%`;
  return (
    <figure>
      <Axis ticks={ticks} at={scale} label={(tick) => `${tick} ms`} />
      {groups.map(({ mode, client, p50, p95, p99 }) => {
        const [median = 1, high = 1, highest = 1] = [p50, p95, p99].map((each) => each?.median);
        const width = `${(scale(highest) - scale(median)).toFixed(2)}%`;
        return (
          <div class="row">
            <span>{mode}</span>
            <span>{client}</span>
            <svg height={height} role="img" aria-label={mode}>
              <Grid ticks={ticks} at={scale} />
              <rect class="bar" x={percent(median)} width={width} y={5} height={height - 10} />
              <line class="bar-mark" x1={percent(high)} x2={percent(high)} y1={4} y2={height - 4} />
            </svg>
            <span>{[median, high, highest].map(renderMs).join(' / ')}</span>
          </div>
        );
      })}
    </figure>
  );
}

interface AxisProps {
  readonly ticks: readonly number[];
  readonly at: (value: number) => number;
  readonly label: (tick: number) => string;
}

function Axis({ ticks, at, label }: AxisProps) {
  return (
    <div class="row axis">
      <span />
      <span />
      <svg height={height} aria-hidden="true">
        {ticks.map((tick) => (
          <text x={`${at(tick)}%`} y={middle + 4} text-anchor="middle" fill="currentColor" font-size="12">
            {label(tick)}
          </text>
        ))}
      </svg>
      <span />
    </div>
  );
}

function Grid({ ticks, at }: Omit<AxisProps, 'label'>) {
  return ticks.map((tick) => (
    <line class="grid" x1={`${at(tick)}%`} x2={`${at(tick)}%`} y1={0} y2={height} />
  ));
}
