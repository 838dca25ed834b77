// The failure rates, and the latency and goodput of the successes.
import type { ReportDocument } from '@scale-out-lab/core/wire';
import { countOf } from '../model/words.js';
import { type Group, groupTrials } from '../statistics/samples.js';
import {
  explainMarks,
  linesOf,
  type ReportTable,
  renderCount,
  renderMissing,
  renderMs,
  renderRange,
  renderRate,
  toCell,
} from './report-table.js';

/**
 * A row a mode, a column a client model; undefined where no trial was about the failure rate.
 * @param hasSpeeds whether a column has the speeds of one client model, for where `speedsTable` has no room
 */
export function ratesTable(
  { settings, environment, trials }: ReportDocument,
  { hasSpeeds = false } = {},
): ReportTable | undefined {
  const groups = groupTrials(trials);
  if (groups.length === 0) return undefined;
  const { clients, repeats, users, requests } = settings;
  const groupOf = (mode: string, client: string | undefined) =>
    groups.find((each) => each.mode === mode && each.client === client);
  const modes = [...new Set(groups.map((group) => group.mode))];
  const rows = modes.map((mode) => ({
    mode,
    cells: [
      ...clients.map((client) => toRateCell(mode, groupOf(mode, client))),
      ...(hasSpeeds ? [toSpeedCell(groups.find((group) => group.mode === mode))] : []),
    ],
  }));
  const conditions = `${countOf(environment.instances.length, 'instances')}, ${countOf(users, 'users')} and ${countOf(requests, 'requests')}`;
  return {
    title: 'Logged-in requests lost',
    note: [
      `Measured (predicted): median and range of ${countOf(repeats, 'trials')}, with ${conditions} a trial.`,
      ...explainMarks(linesOf(rows)),
      ...(hasSpeeds
        ? [
            `p50/p99: latency of the successes in ms. ok/s: successes per second. Both for ${clients[0]} clients.`,
          ]
        : []),
    ],
    columns: ['mode', ...clients, ...(hasSpeeds ? ['p50/p99 ok/s'] : [])],
    rows,
    joint: ' ',
    legend: [],
    remarks: [],
  };
}

function toRateCell(mode: string, group: Group | undefined) {
  if (!group) return toCell([renderMissing(mode, 'steady')]);
  const { failureRate, predicted, agrees } = group;
  return toCell([renderRate(failureRate.median, predicted, agrees), renderRange(failureRate)], agrees);
}

function toSpeedCell(group: Group | undefined) {
  const latencies = `${renderMs(group?.p50?.median)}/${renderMs(group?.p99?.median)}`;
  return toCell([latencies, renderCount(group?.goodput.median ?? 0)]);
}

/** A row for each mode and client model; undefined where no trial was about the failure rate. */
export function speedsTable({ trials }: ReportDocument): ReportTable | undefined {
  const groups = groupTrials(trials);
  if (groups.length === 0) return undefined;
  const rows = groups.map(({ mode, client, p50, p95, p99, goodput }) => {
    const latencies = [p50, p95, p99].map((each) => renderMs(each?.median));
    return { mode, cells: [client, ...latencies, renderCount(goodput.median)].map((text) => toCell([text])) };
  });
  return {
    title: 'Latency and goodput of successes',
    note: [],
    columns: ['mode', 'client', 'p50 ms', 'p95 ms', 'p99 ms', 'ok/s'],
    rows,
    joint: ' ',
    legend: [],
    remarks: [],
  };
}
