// The table for a terminal 100 columns wide: a row a mode, a column a kind of client, and then the verdict.
import type { Client } from '@scale-out-lab/modes';
import Table from 'cli-table3';
import { type Group, groupTrials } from '../groups.js';
import type { ReportDocument } from './document.js';
import { renderCount, renderMs, renderPercent, renderRange, renderRate } from './format.js';
import { renderVerdict } from './verdict.js';

export interface Style {
  readonly isColored: boolean;
}

export function renderTable(document: ReportDocument, style: Style): string {
  const { settings, environment, trials } = document;
  const groups = groupTrials(trials);
  const clients = settings.clients;
  const table = new Table({
    head: ['mode', 'predicted', ...clients, 'p50 / p99', 'ok/s'],
    colAligns: ['left', 'right', ...clients.map(() => 'right' as const), 'right', 'right'],
    chars: noFrame,
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 2 },
  });
  for (const mode of new Set(groups.map((group) => group.mode))) {
    table.push(renderRow(mode, groups, clients, style));
  }
  const legend = [
    `Logged-in requests lost, ${environment.instances.length} instances: measured % (predicted %), median of ${settings.repeats} with the range below it.`,
    `p50 / p99 in ms and ok/s (goodput) are those of successes, ${clients[0]} clients, ${settings.users} users.`,
  ];
  const body = trials.length > 0 ? [table.toString(), '', ...legend] : [];
  return `${[...body, '', ...renderVerdict(document, style)].join('\n')}\n`;
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
    return group ? renderCell(group, style) : '–';
  });
  const [first] = ofMode;
  const pinned = ofMode.find((group) => group.client === 'pinned');
  return [
    mode,
    pinned ? renderPercent(pinned.predicted) : '–',
    ...cells,
    `${renderMs(first?.p50?.median)} / ${renderMs(first?.p99?.median)}`,
    renderCount(first?.goodput.median ?? 0),
  ];
}

function renderCell({ failureRate, predicted, agrees }: Group, { isColored }: Style): string {
  const rate = renderRate(failureRate.median, predicted, agrees);
  const range = renderRange(failureRate);
  const cell = isColored && !agrees ? `\u001b[1;31m${rate}\u001b[0m` : rate;
  return range === '' ? cell : `${cell}\n${range}`;
}

const noFrame = Object.fromEntries(
  ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right'].map(
    (name) => [name, ''],
  ),
);
