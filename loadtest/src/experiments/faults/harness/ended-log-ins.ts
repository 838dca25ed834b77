// Log-ins that are logged out before a fault of Redis: how many of them does an instance accept again after it?
import { type Expectation, logOutReach } from '@scale-out-lab/core';
import type { FigureTable } from '../../../model/agreement.js';
import { type ByMode, type FaultHarness, forMode } from './harness.js';
import { logOutsUndone } from './losses.js';
import { countAccepted, logOutAll } from './watched.js';

export interface EndedLogIns {
  readonly ended: number;
  /** How many of those are accepted again. */
  readonly revived: number;
}

/** Logs `count` users in and out, of each mode with log-outs in Redis. Resolves to a function that counts the accepted ones later. */
export async function endLogIns(
  harness: FaultHarness,
  count: number,
): Promise<() => Promise<ByMode<EndedLogIns>>> {
  const all = await harness.watch((mode) =>
    mode.state === 'redis' && logOutReach(mode) === 'every-instance' ? count : 0,
  );
  await harness.forEachMode((client) => logOutAll(client, forMode(all, client.mode)));
  return () =>
    harness.forEachMode(async (client) => {
      const ended = forMode(all, client.mode);
      return { ended: ended.length, revived: await countAccepted(client, ended) };
    });
}

export function undoneRow(expected: Expectation, { ended, revived }: EndedLogIns): FigureTable {
  return ended > 0 ? { [logOutsUndone]: [`of ${ended}`, expected, revived] } : {};
}
