// The survival curve: of the users logged in at the start, how many still are, second by second.
import type { Timeline } from '@scale-out-lab/core/wire';
import type { Outcome } from '../model/outcome.js';
import type { LedgerEntry } from './entry.js';
import type { Member } from './members.js';

type Survival = Timeline['survival'][number];

const meansLoggedOut: readonly Outcome[] = ['unauthenticated', 'wrongUser'];

/** A point for each full second from `from` until `to` (on the ledger's clock), both included; reads count when answered. */
export function survivalCurve(
  population: readonly Member[],
  entries: readonly LedgerEntry[],
  { from, to }: { readonly from: number; readonly to: number },
): readonly Survival[] {
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
