// Which requests of the traffic need a look-up in Redis: a read with a fresh copy of its session needs none.
import { type Mode, needsRedis } from '@scale-out-lab/core';
import type { LedgerEntry } from '../../../traffic/sender.js';
import { dateResolutionMs } from '../../client/clocks.js';

interface LookUp {
  readonly surely: boolean;
  readonly perhaps: boolean;
}

/** @param entries of the mode, those before the fault included */
export function lookUpsOf(mode: Mode, entries: readonly LedgerEntry[]): (entry: LedgerEntry) => LookUp {
  const { cacheSeconds } = mode;
  const copies = cacheSeconds ? entries.filter(({ givesCopy }) => givesCopy) : [];
  const needs = (entry: LedgerEntry) => needsRedis(mode, entry.kind === 'read' ? 'read' : 'write');
  return (entry) => {
    const copy = entry.kind === 'read' ? latestBefore(copies, entry) : undefined;
    if (!copy || !cacheSeconds) return { surely: needs(entry), perhaps: needs(entry) };
    // The instance made the copy, and checks it, between a request and its answer.
    const [earliest, latest] = [copy.sentAt, copy.answeredAt].map((at) => at + cacheSeconds * 1000);
    return {
      surely: entry.sentAt > (latest as number) + dateResolutionMs,
      perhaps: entry.answeredAt > (earliest as number) - dateResolutionMs,
    };
  };
}

/** The copy that the request carried: the last one that had arrived. */
function latestBefore(copies: readonly LedgerEntry[], { username, sentAt }: LedgerEntry) {
  const arrived = copies.filter((copy) => copy.username === username && copy.answeredAt <= sentAt);
  return arrived.reduce<LedgerEntry | undefined>(
    (last, copy) => (last && last.answeredAt >= copy.answeredAt ? last : copy),
    undefined,
  );
}
