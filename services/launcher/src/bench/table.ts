// A bench report as text: every target, and every ratio with its spread and its goal.

import type { Ratio } from './ratios.js';
import type { BenchReport } from './report.js';
import { openRoute } from './targets.js';

export function renderReport(report: BenchReport): string {
  const { environment, settings, memory } = report;
  const toOpen = new Map(
    report.ratios.filter(({ to }) => to === openRoute.name).map((ratio) => [ratio.target, ratio]),
  );
  const speeds = report.speeds.map(({ target, perSecond }) => {
    const ratio = toOpen.get(target);
    return [target, count(perSecond.median), ...(ratio ? ratioCells(ratio) : [])];
  });
  const toPeers = report.ratios.filter(({ to }) => to !== openRoute.name);
  return [
    `Node ${environment.node}, ${environment.cpu} × ${environment.cores}; ${settings.rounds} rounds of ${settings.seconds} s, ${settings.connections} connections`,
    'Each target is measured between two slices of the open route. A ratio is the median of the rounds, with the smallest and the largest.',
    '',
    renderTable([['GET of the logged-in user', 'per second', 'of the open route', 'goal', ''], ...speeds]),
    '',
    renderTable([
      ['mode', 'times as fast as', 'ratio', 'goal', ''],
      ...toPeers.map((ratio) => [ratio.target, ratio.to, ...ratioCells(ratio)]),
    ]),
    '',
    `A session takes ${memory.bytesPerSession} bytes in the memory of an instance (mean of ${count(memory.sessions)}) and ` +
      `${memory.bytesPerRedisSession} in Redis.`,
    `Once all had expired and one more was stored, ${count(memory.bytesLeftAfterExpiry)} bytes were left of them.`,
  ].join('\n');
}

function ratioCells({ median, min, max, goal, isReached }: Ratio): string[] {
  const ratio = `${median.toFixed(2)} (${min.toFixed(2)}–${max.toFixed(2)})`;
  return goal === undefined ? [ratio] : [ratio, `≥ ${goal}`, isReached ? 'reached' : 'MISSED'];
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en');
}

/** Columns as wide as their widest cell. */
function renderTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
