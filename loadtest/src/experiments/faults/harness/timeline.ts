// The timeline of one mode through a fault: what was done, and second by second what became of its requests and users.
import type { Timeline } from '@scale-out-lab/core/wire';
import { summarizeSeconds } from '../../../traffic/per-second.js';
import { survivalCurve } from '../../../traffic/survival.js';
import type { Traffic } from '../../../traffic/traffic.js';

/** What was done, on the clock of `performance.now()`. */
export interface Mark {
  readonly at: number;
  readonly what: string;
}

/** @param traffic that was stopped at `to` */
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
    events: marks.map(({ at, what }) => ({ atSeconds: round((at - startedAt) / 1000), what })),
    seconds: summarizeSeconds(entries, startedAt, to),
    survival: survivalCurve(ofMode(population), entries, { from: startedAt, to }),
  };
}

function round(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
