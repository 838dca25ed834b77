// The table of failure rates for a terminal 100 columns wide: a row a mode, a column a kind of client.
import type { Client } from '@scale-out-lab/core';
import Table from 'cli-table3';
import { type Group, groupTrials } from '../model/groups.js';
import type { ReportDocument } from '../model/report.js';
import { countOf } from '../model/words.js';
import { renderCount, renderMs, renderPercent, renderRange, renderRate } from './format.js';
import { explainMarks, explainUndecided } from './marks.js';
import { renderMissing } from './missing.js';
import { type Style, tableStyle } from './table-style.js';

/** Empty where no trial was about the failure rate. */
export function renderRates(document: ReportDocument, style: Style): readonly string[] {
  const { settings, environment, trials } = document;
  const groups = groupTrials(trials);
  if (groups.length === 0) return [];
  const clients = settings.clients;
  const table = new Table({
    head: ['mode', 'predicted', ...clients, 'p50/p99', 'ok/s'],
    colAligns: ['left', 'right', ...clients.map(() => 'right' as const), 'right', 'right'],
    ...tableStyle,
  });
  const modes = [...new Set(groups.map((group) => group.mode))];
  const rows = modes.map((mode) => renderRow(mode, groups, clients, style));
  table.push(...rows);
  const legend = [
    `Logged-in requests lost with N = ${environment.instances.length}: measured % (predicted %), ${explainMarks(rows.flat())}.`,
    ...explainUndecided(rows.flat()),
    `Medians over ${countOf(settings.repeats, 'trials')}, with the range below; virtual users: ${settings.users}, requests a trial: ${settings.requests}.`,
    `p50/p99 (ms) and ok/s (goodput) are those of the successes of ${clients[0]} clients.`,
  ];
  return [table.toString().replaceAll(/ +$/gm, ''), '', ...legend];
}

function renderRow(
  mode: string,
  groups: readonly Group[],
  clients: readonly Client[],
  style: Style,
): string[] {
  const ofMode = groups.filter((group) => group.mode === mode);
  const cells = clients.map((client) => {
    const group = ofMode.find((each) => each.client === client);
    return group ? renderCell(group, style) : renderMissing(mode, 'steady');
  });
  const [first] = ofMode;
  const pinned = ofMode.find((group) => group.client === 'pinned');
  return [
    mode,
    pinned ? renderPercent(pinned.predicted) : '–',
    ...cells,
    `${renderMs(first?.p50?.median)}/${renderMs(first?.p99?.median)}`,
    renderCount(first?.goodput.median ?? 0),
  ];
}

function renderCell({ failureRate, predicted, agrees }: Group, { isColored }: Style): string {
  const rate = renderRate(failureRate.median, predicted, agrees);
  const range = renderRange(failureRate);
  const cell = isColored && agrees === false ? `\u001b[1;31m${rate}\u001b[0m` : rate;
  return range === '' ? cell : `${cell}\n${range}`;
}
