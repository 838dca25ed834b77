// Draws the timeline of one mode from the ledger.
import type { Timeline } from '@scale-out-lab/core/wire';
import { noOutcomes, type Outcome } from '../model/answer.js';
import type { LedgerEntry } from './sender.js';
import type { Member } from './sources.js';
import type { Traffic } from './traffic.js';

/** Something that was done, on the clock of `performance.now()`. */
export interface Mark {
  readonly at: number;
  readonly what: string;
}

/** @param traffic stopped at `to` */
export function drawTimeline(
  { ledger, population, startedAt }: Traffic,
  mode: string,
  marks: readonly Mark[],
  to: number,
): Timeline {
  const ofMode = <Item extends { readonly mode: string }>(items: readonly Item[]) =>
    items.filter((item) => item.mode === mode);
  const entries = ofMode(ledger.entries);
  return {
    events: marks.map(({ at, what }) => ({ atSeconds: Math.round(at - startedAt) / 1000, what })),
    seconds: summarizeSeconds(entries, startedAt, to),
    survival: survivalCurve(ofMode(population), entries, { from: startedAt, to }),
  };
}

/** A row for each second from `from` until `to` (on the ledger's clock), also where nothing was sent. */
export function summarizeSeconds(
  entries: readonly LedgerEntry[],
  from: number,
  to: number,
): Timeline['seconds'] {
  const seconds = Array.from({ length: Math.max(Math.ceil((to - from) / 1000), 0) }, (_, second) => ({
    second,
    sent: 0,
    outcomes: noOutcomes(),
    answersBy: {} as Record<string, number>,
    retried: 0,
    resent: 0,
  }));
  for (const { sentAt, outcome, instance, isRetried, isResent } of entries) {
    const row = sentAt < to ? seconds[Math.floor((sentAt - from) / 1000)] : undefined;
    if (!row) continue;
    row.sent += 1;
    row.outcomes[outcome] += 1;
    row.retried += Number(isRetried);
    row.resent += Number(isResent);
    if (instance !== undefined) row.answersBy[instance] = (row.answersBy[instance] ?? 0) + 1;
  }
  return seconds;
}

const meansLoggedOut: readonly Outcome[] = ['unauthenticated', 'wrongUser'];

/** A point for each full second from `from` until `to` (on the ledger's clock), both included; reads count when answered. */
export function survivalCurve(
  population: readonly Member[],
  entries: readonly LedgerEntry[],
  { from, to }: { readonly from: number; readonly to: number },
): Timeline['survival'] {
  const latest = new Map<string, Outcome>(population.map((member) => [keyOf(member), 'ok']));
  const reads = entries
    .filter((entry) => entry.kind === 'read' && latest.has(keyOf(entry)))
    .sort((a, b) => a.answeredAt - b.answeredAt);
  const count = (isCounted: (outcome: Outcome) => boolean) => [...latest.values()].filter(isCounted).length;

  let next = 0;
  return Array.from({ length: Math.floor((to - from) / 1000) + 1 }, (_, second) => {
    for (; (reads[next]?.answeredAt ?? Number.POSITIVE_INFINITY) <= from + second * 1000; next += 1) {
      const read = reads[next] as LedgerEntry;
      latest.set(keyOf(read), read.outcome);
    }
    return {
      second,
      ok: count((outcome) => outcome === 'ok'),
      loggedOut: count((outcome) => meansLoggedOut.includes(outcome)),
    };
  });
}

function keyOf({ mode, username }: Pick<Member, 'mode' | 'username'>): string {
  return `${mode} ${username}`;
}
