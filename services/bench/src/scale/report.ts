// The cost of a request as instances are added: the median of the rounds, and a straight line through them; and as sessions are held.
import { groupBy, type Spread, sum } from '@scale-out-lab/loadtest';
import { renderTable } from '../modes/render-table.js';
import { spreadOf } from '../spread-of.js';
import type { HeldCost } from './held.js';
import { type Cost, partKinds } from './measure.js';

interface Slope {
  readonly mode: string;
  readonly users: number;
  /** Microseconds of the instances' processor time for a request, with one instance by the line. */
  readonly atOneUs: number;
  /** How much each further instance adds, in microseconds for a request. */
  readonly perInstanceUs: number;
}

/** The median of the rounds for each mode, number of instances and number of users, in the order of measurement. */
export function medians(costs: readonly Cost[]): readonly Cost[] {
  const groups = groupBy(costs, ({ mode, instances, users }) => `${mode} ${instances} ${users}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const of = (kind: (typeof partKinds)[number]) =>
      spreadOf(group.map((each) => each.cpuSecondsPerThousand[kind])).median;
    return {
      ...first,
      cpuSecondsPerThousand: { instances: of('instances'), nginx: of('nginx'), redis: of('redis') },
    };
  });
}

/** Least squares over the numbers of instances; none for a mode that was measured with one number only. */
export function slopes(costs: readonly Cost[]): readonly Slope[] {
  const groups = groupBy(costs, ({ mode, users }) => `${mode} ${users}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const points = group.map(
      ({ instances, cpuSecondsPerThousand }) => [instances, cpuSecondsPerThousand.instances * 1000] as const,
    );
    const mean = (at: 0 | 1) => sum(points.map((point) => point[at])) / points.length;
    const [meanX, meanY] = [mean(0), mean(1)];
    const spread = sum(points.map(([x]) => (x - meanX) ** 2));
    if (!first || spread === 0) return [];
    const perInstanceUs = sum(points.map(([x, y]) => (x - meanX) * (y - meanY))) / spread;
    return {
      mode: first.mode,
      users: first.users,
      atOneUs: meanY + (1 - meanX) * perInstanceUs,
      perInstanceUs,
    };
  });
}

const micro = (secondsPerThousand: number) => (secondsPerThousand * 1000).toFixed(0);

export function renderScale(costs: readonly Cost[]): string {
  const rows = costs.map(({ mode, instances, users, cpuSecondsPerThousand: cpu }) => [
    mode,
    String(instances),
    String(users),
    ...partKinds.map((kind) => micro(cpu[kind])),
  ]);
  const lines = slopes(costs).map(({ mode, users, atOneUs, perInstanceUs }) => [
    mode,
    String(users),
    atOneUs.toFixed(0),
    `${perInstanceUs < 0 ? '' : '+'}${perInstanceUs.toFixed(1)}`,
  ]);
  const table = renderTable([
    ['mode', 'instances', 'users', 'instances µs', 'nginx µs', 'Redis µs'],
    ...rows,
  ]);
  const fitted = renderTable([['mode', 'users', 'with one µs', 'each further µs'], ...lines]);
  const title = 'Processor time for one request of a logged-in user, in microseconds';
  const trend = "The instances' time for one request, as a straight line over their number";
  return `${title}\n\n${table}\n${lines.length > 0 ? `\n${trend}\n\n${fitted}\n` : ''}`;
}

export function renderHeld(held: readonly HeldCost[]): string {
  const cell = (spread: Spread | undefined) =>
    spread ? `${spread.median.toFixed(0)} (${spread.min.toFixed(0)}–${spread.max.toFixed(0)})` : '–';
  const rows = held.map(({ mode, sessions, bytesPerSession, cpuUs }) => [
    mode,
    sessions.toLocaleString('en'),
    String(bytesPerSession),
    cell(cpuUs?.instance),
    cell(cpuUs?.redis),
  ]);
  const title = 'Bytes of each session, and processor time for one request of a logged-in user:';
  return `${title}\nmedian (smallest–largest)\n\n${renderTable([['mode', 'sessions', 'bytes', 'instance µs', 'Redis µs'], ...rows])}\n`;
}
