// Failovers as data and as text: for each topology and fault, how soon log-ins were acknowledged after the new primary was there.
import { renderTable } from '../modes/render-table.js';
import { spreadOf } from '../spread-of.js';
import { type Failover, topologies, ways } from './measure.js';

const goalSeconds = 1;

interface FailoverReport {
  readonly schemaVersion: 1;
  readonly failovers: readonly Failover[];
  readonly isReached: boolean;
}

export function buildReport(failovers: readonly Failover[]): FailoverReport {
  return { schemaVersion: 1, failovers, isReached: failovers.every(isInTime) };
}

const isInTime = ({ secondsToWrites }: Failover) => secondsToWrites <= goalSeconds;

export function renderReport({ failovers }: FailoverReport): string {
  const rows = topologies.flatMap((topology) =>
    ways.flatMap((way) => {
      const group = failovers.filter((each) => each.topology === topology && each.way === way);
      if (group.length === 0) return [];
      const primary = seconds(group.map(({ secondsToPrimary }) => secondsToPrimary));
      const writes = seconds(group.map(({ secondsToWrites }) => secondsToWrites));
      return [[topology, way, primary, writes, `${group.filter(isInTime).length} of ${group.length}`]];
    }),
  );
  const head = ['topology', 'fault', 'new primary', 'log-ins after that', `within ${goalSeconds} s`];
  return `Seconds, median (worst)\n\n${renderTable([head, ...rows])}\n`;
}

function seconds(values: readonly number[]): string {
  const { median, max } = spreadOf(values);
  return `${median.toFixed(2)} (${max.toFixed(2)})`;
}
