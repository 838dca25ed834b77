// The losses of one mode while Redis did not answer, because it had crashed or was frozen.
import {
  isPortable,
  type Mode,
  needsRedis,
  predictLostWithoutRedis,
  predictSecondsUntilRedisIsUsed,
} from '@scale-out-lab/core';
import type { FigureRow } from '../../../model/figure.js';
import type { LedgerEntry } from '../../../traffic/ledger.js';
import type { Traffic } from '../../../traffic/traffic.js';
import { requestsLost } from './figures.js';
import { describeLost, duringSpan, findLosses, secondsUntilLast } from './losses.js';

/** Moments on the clock of `performance.now()`, in this order. */
export interface Outage {
  readonly from: number;
  /** Between `goneAt` and `stillGoneAt` Redis certainly answered no request. */
  readonly goneAt: number;
  readonly stillGoneAt: number;
  readonly backAt: number;
}

/** How long after its return requests may still be lost. */
const recoveryMs = 500;
/** How long after its return losses are counted. */
export const recoveryWindowMs = 1500;

/** The requests that were under way between the beginning of the outage and the end of the recovery window. */
export function findAround(traffic: Traffic, mode: Mode, { from, backAt }: Outage, instances: number) {
  const span = { from, to: backAt + recoveryWindowMs };
  const losses = findLosses(traffic, mode, { instances, endsLogIns: true });
  return { sent: duringSpan(losses.sent, span), lost: duringSpan(losses.lost, span) };
}

export function outageRows(
  traffic: Traffic,
  mode: Mode,
  outage: Outage,
  instances: number,
): readonly FigureRow[] {
  const { sent, lost } = findAround(traffic, mode, outage, instances);
  const withRedis = sent.filter(({ kind }) => needsRedis(mode, kind === 'read' ? 'read' : 'write'));
  const isWithin = ({ sentAt, answeredAt }: LedgerEntry) =>
    sentAt >= outage.goneAt && answeredAt <= outage.stillGoneAt;
  // Instances other than the issuer refuse the credential without a look-up in Redis.
  const atLeast = isPortable(mode) ? withRedis.filter(isWithin).length : 0;
  const atMost = duringSpan(withRedis, { from: outage.from, to: outage.backAt + recoveryMs }).length;
  const otherwise = lost.filter(({ status }) => status !== 503);
  return [
    {
      name: requestsLost,
      unit: `of ${sent.length} requests`,
      expected: predictLostWithoutRedis(mode, atLeast, atMost),
      measured: lost.length,
      evidence: describeLost(lost),
    },
    {
      name: 'lost otherwise than by a 503',
      unit: 'requests',
      expected: { predicted: [0, 0], explanation: 'An instance says that its store does not answer.' },
      measured: otherwise.length,
      evidence: describeLost(otherwise),
    },
    {
      name: 'seconds until clean after its return',
      unit: 's',
      expected: predictSecondsUntilRedisIsUsed(),
      measured: secondsUntilLast(lost, outage.backAt),
    },
  ];
}
