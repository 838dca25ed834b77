// The time and the number of instances that a copy worked after its owner's log-out, measured from real answers.
import {
  type Axes,
  countAccepting,
  countAcceptingAfterLogOut,
  predictLifeUntilExpiry,
} from '@scale-out-lab/core';
import type { Exchange } from '@scale-out-lab/core/wire';

/** The lifetime that the victim's log-in requests, short enough to wait for its expiry. */
export const victimLifeSeconds = 20;
/** A family of refresh tokens must outlive the grace, or no reuse can be seen. */
export const familyLifeSeconds = 60;

export interface CopyLife {
  /** Instances that accepted the copy after the log-out. */
  readonly acceptedBy: readonly string[];
  /** From the log-out to the last request that was accepted; 0 if none was. */
  readonly workedSeconds: number;
  /** From the log-out to the replay after that, which every instance refused: the copy ended between the two. */
  readonly refusedSeconds: number;
  /** Whether every instance refused the copy in the last replay. */
  readonly isDead: boolean;
}

/** One replay: the answers of the instances. */
export type Replay = readonly Exchange[];

/** The log-out's answer arrived up to two milliseconds later than recorded: its time and its duration are each cut off. */
const readingErrorMs = 2;

export function measureCopy(replays: readonly Replay[], loggedOutAt: string): CopyLife {
  const outMs = Date.parse(loggedOutAt);
  const after = replays.filter((replay) => replay.some(({ sentAt }) => Date.parse(sentAt) >= outMs));
  const isSurelyAfter = ({ sentAt }: Exchange) => Date.parse(sentAt) >= outMs + readingErrorMs;
  const accepted = after.flat().filter((each) => each.status === 200 && isSurelyAfter(each));
  const lastMs = Math.max(outMs, ...accepted.map(({ sentAt }) => Date.parse(sentAt)));
  const instances = accepted.flatMap(({ servedBy }) => servedBy ?? []);
  const last = after.at(-1) ?? [];
  const refusals = after.filter(isRefusedByAll).flatMap(([first]) => (first ? Date.parse(first.sentAt) : []));
  const refusedMs = refusals.find((ms) => ms > lastMs) ?? lastMs;
  return {
    acceptedBy: [...new Set(instances)].sort((a, b) => a.localeCompare(b, 'en', { numeric: true })),
    workedSeconds: (lastMs - outMs) / 1000,
    refusedSeconds: (refusedMs - outMs) / 1000,
    isDead: isRefusedByAll(last),
  };
}

/** A 503 or no answer is no refusal: the next one may be an acceptance again. */
export function isRefusedByAll(replay: Replay): boolean {
  return replay.length > 0 && replay.every(({ status }) => status !== null && status >= 400 && status < 500);
}

/** The prediction: the copy works at most until it expires, which may have been before the log-out. */
export interface CopyPrediction {
  readonly reach: number;
  readonly seconds: readonly [low: number, high: number];
}

interface LogOutMet {
  readonly instances: number;
  /** Until the credential expires, at the log-out; null if unknown. */
  readonly secondsLeft: number | null;
  /** Whether the log-out was refused by an instance that does not know the user. */
  readonly isMissed?: boolean;
}

export function predictCopy(
  mode: Axes,
  { instances, secondsLeft, isMissed = false }: LogOutMet,
): CopyPrediction {
  const reach = isMissed ? countAccepting(mode, instances) : countAcceptingAfterLogOut(mode, instances);
  const isExpired = secondsLeft !== null && secondsLeft <= 0;
  if (isExpired || reach === 0) return { reach: 0, seconds: [0, 0] };
  if (secondsLeft === null) return { reach, seconds: [0, Number.POSITIVE_INFINITY] };
  return { reach, seconds: predictLifeUntilExpiry(secondsLeft).predicted };
}

export function agrees(measured: CopyLife, { reach, seconds }: CopyPrediction): boolean {
  const [low, high] = seconds;
  const { acceptedBy, workedSeconds, refusedSeconds } = measured;
  return acceptedBy.length === reach && workedSeconds <= high && refusedSeconds >= low;
}
