// The timeline of one mode through a fault: what was done, and second by second what became of its requests and users.
import { type Second, summarizeSeconds } from '../../../traffic/per-second.js';
import { type Survival, survivalCurve } from '../../../traffic/survival.js';
import type { Traffic } from '../../../traffic/traffic.js';

export interface Timeline {
  readonly events: readonly TimelineEvent[];
  readonly seconds: readonly Second[];
  /** Of the users who were logged in when the traffic began, and only read. */
  readonly survival: readonly Survival[];
}

export interface TimelineEvent {
  /** Seconds since the traffic began. */
  readonly atSeconds: number;
  readonly what: string;
}

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
