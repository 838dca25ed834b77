// What one mode lost while Redis did not answer, beside what it should have: the same for one that is gone or frozen.

import {
  isPortable,
  type Mode,
  needsRedis,
  predictLostWithoutRedis,
  predictSecondsUntilRedisIsUsed,
} from '@scale-out-lab/core';
import type { Figure } from '@scale-out-lab/core/wire';

import { toFigure } from '../../../model/figure.js';
import type { LedgerEntry } from '../../../traffic/entry.js';

import type { Traffic } from '../../../traffic/traffic.js';
import { requestsLost } from './figure-names.js';
import { describeLost, duringSpan, findLosses, secondsUntilLast } from './losses.js';

/** Moments on the clock of `performance.now()`, in this order. */
export interface Outage {
  readonly from: number;
  /** Between these two it answered nobody for certain. */
  readonly goneAt: number;
  readonly stillGoneAt: number;
  readonly backAt: number;
}

/** How long after its return something may still be lost, and how long is looked for more. */
const recoveryMs = 500;
export const recoveryWindowMs = 1500;

/** What was under way from its beginning until some time after its return. */
export function findAround(traffic: Traffic, mode: Mode, { from, backAt }: Outage, instances: number) {
  const span = { from, to: backAt + recoveryWindowMs };
  const losses = findLosses(traffic, mode, { instances, endsLogIns: true });
  return { sent: duringSpan(losses.sent, span), lost: duringSpan(losses.lost, span) };
}

/** @param name makes the names of the figures, which differ where there is more than one outage */
export function describeOutage(
  traffic: Traffic,
  mode: Mode,
  outage: Outage,
  instances: number,
  name: (figure: string) => string,
): readonly Figure[] {
  const { sent, lost } = findAround(traffic, mode, outage, instances);
  const asked = sent.filter(({ kind }) => needsRedis(mode, kind === 'read' ? 'read' : 'write'));
  const isWithin = ({ sentAt, answeredAt }: LedgerEntry) =>
    sentAt >= outage.goneAt && answeredAt <= outage.stillGoneAt;
  // Another instance than the issuer's refuses the credential before it asks Redis.
  const needing = isPortable(mode) ? asked.filter(isWithin).length : 0;
  const touching = duringSpan(asked, { from: outage.from, to: outage.backAt + recoveryMs }).length;
  const others = lost.filter(({ status }) => status !== 503);
  return [
    toFigure(
      name(requestsLost),
      `of ${sent.length} requests`,
      predictLostWithoutRedis(mode, needing, touching),
      lost.length,
      describeLost(lost),
    ),
    toFigure(
      name('lost otherwise than by a 503'),
      'requests',
      { predicted: [0, 0], explanation: 'An instance says that its store does not answer.' },
      others.length,
      describeLost(others),
    ),
    toFigure(
      name('seconds until clean after its return'),
      's',
      predictSecondsUntilRedisIsUsed(),
      secondsUntilLast(lost, outage.backAt),
    ),
  ];
}
