// What traffic lost around a fault: requests that no instance answered as it should, reads and writes apart.
import { exitCodes, LoadtestFailure } from '../failure.js';
import type { Entry } from '../traffic/entry.js';
import { findSaturation } from '../traffic/saturation.js';
import type { Traffic } from '../traffic/traffic.js';

/** When the fault struck, at the earliest and at the latest, on the clock of `performance.now()`, which is the ledger's. */
export interface Struck {
  readonly from: number;
  readonly to: number;
}

export interface Losses {
  readonly reads: number;
  readonly lostReads: number;
  readonly writes: number;
  readonly lostWrites: number;
  /** Writes that were under way when the fault struck. */
  readonly writesInFlight: number;
  /** From the fault to the last loss; 0 where nothing was lost. */
  readonly secondsUntilClean: number;
}

/** A refusal (401) is no loss here: which users are logged out is counted by asking for them one by one. */
export function findLosses({ ledger, offered }: Traffic, { from, to }: Struck): Losses {
  const saturation = findSaturation(offered());
  if (saturation !== null) throw new LoadtestFailure(exitCodes.missing, saturation);
  const isLost = ({ outcome }: Entry) => outcome === 'unavailable' || outcome === 'error';
  const reads = ledger.entries.filter(({ kind }) => kind === 'read');
  const writes = ledger.entries.filter(({ kind }) => kind !== 'read');
  const lost = ledger.entries.filter(isLost);
  return {
    reads: reads.length,
    lostReads: reads.filter(isLost).length,
    writes: writes.length,
    lostWrites: writes.filter(isLost).length,
    writesInFlight: writes.filter(({ sentAt, answeredAt }) => sentAt <= to && answeredAt >= from).length,
    secondsUntilClean: Math.max(0, ...lost.map(({ answeredAt }) => answeredAt - from)) / 1000,
  };
}
