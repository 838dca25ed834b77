// How far a log-out reaches, and so for how long and where a copy of the credential still works after it.
import type { Axes } from '../axes.js';
import { between, byChance, type Expectation, exactly } from './expectation.js';
import { canMiss, isPortable } from './prediction.js';

/** Where a credential is refused once its owner has logged out. */
export type LogOutReach = 'every-instance' | 'one-instance' | 'nowhere';

export interface TheftConditions {
  /** N: instances behind the balancer, at least 1. */
  readonly instances: number;
  /** How long the credential lives from the log-in on, in whole seconds. */
  readonly lifeSeconds: number;
  /** How far the clocks of the instances may be apart. */
  readonly clockSpreadSeconds: number;
}

/** A session ends where it is kept, and whoever accepts it asks there. A token ends where its revocation is known. */
export function logOutReach(mode: Axes): LogOutReach {
  if (mode.credential === 'session') return 'every-instance';
  if (mode.state === 'none' || mode.refresh) return 'nowhere';
  return mode.state === 'redis' ? 'every-instance' : 'one-instance';
}

/** The share of log-outs, each sent once through the balancer, that meet an instance which refuses the credential. */
export function shareOfMissedLogOuts(mode: Axes, instances: number): number {
  return canMiss(mode) ? (instances - 1) / instances : 0;
}

/** How many of so many first log-outs are refused, and so end nothing. */
export function predictMissedLogOuts(mode: Axes, instances: number, logOuts: number): Expectation {
  const share = shareOfMissedLogOuts(mode, instances);
  const reason =
    share === 0
      ? 'Whichever instance the log-out meets accepts the credential.'
      : 'Only the instance that issued the credential accepts the log-out, and the balancer picks another in N−1 of N cases.';
  return byChance(share, logOuts, reason);
}

/** How many copies work somewhere after the first log-out: those whose log-out was refused, or reaches too few instances. */
export function predictCopiesAfterFirstLogOut(mode: Axes, instances: number, logOuts: number): Expectation {
  const isEnded = countAcceptingAfterLogOut(mode, instances) === 0;
  if (!isEnded) return exactly(logOuts, reasons[logOutReach(mode)]);
  return predictMissedLogOuts(mode, instances, logOuts);
}

/** How many of so many log-ins still work somewhere after their log-out, whatever was in flight meanwhile. */
export function predictLiveAfterLogOut(mode: Axes, instances: number, logOuts: number): Expectation {
  const live = countAcceptingAfterLogOut(mode, instances) === 0 ? 0 : logOuts;
  return exactly(live, reasons[logOutReach(mode)]);
}

/** What becomes of requests around a log-out: each is accepted or refused. */
export function predictUnaccountedAroundLogOut(): Expectation {
  return exactly(0, 'A request in flight comes before the log-out or after it, and is accepted or refused.');
}

/** How many of N instances accept a credential before anybody logs out. */
export function countAccepting(mode: Axes, instances: number): number {
  return isPortable(mode) ? instances : 1;
}

/** How many of N instances accept a copy of the credential after its owner has logged out. */
export function countAcceptingAfterLogOut(mode: Axes, instances: number): number {
  const accepting = countAccepting(mode, instances);
  const left = { 'every-instance': 0, 'one-instance': accepting - 1, nowhere: accepting };
  return left[logOutReach(mode)];
}

/** The instances that a log-in and its log-out met. */
export interface Met {
  readonly issuer: string | undefined;
  /** Undefined: nobody has logged out. */
  readonly loggedOutAt?: string | undefined;
}

/** Whether that very instance accepts the credential. */
export function accepts(mode: Axes, instance: string, { issuer, loggedOutAt }: Met): boolean {
  const couldCheck = isPortable(mode) || instance === issuer;
  if (loggedOutAt === undefined) return couldCheck;
  const isTold = { 'every-instance': true, 'one-instance': instance === loggedOutAt, nowhere: false };
  return couldCheck && !isTold[logOutReach(mode)];
}

/** On how many instances the copy works, and in what share of the requests when they are spread evenly. */
export function predictCopyReach(
  mode: Axes,
  { instances }: TheftConditions,
): Record<'instances' | 'share', Expectation> {
  const accepting = countAcceptingAfterLogOut(mode, instances);
  const reason = reasons[logOutReach(mode)];
  return { instances: exactly(accepting, reason), share: exactly(accepting / instances, reason) };
}

/**
 * Seconds between the log-out and the last request in which the copy works. A token dies at `exp`, a whole second: up
 * to one second less than its life is left at log-in, and half a second goes to the log-out and between two replays.
 */
export function predictCopyLife(mode: Axes, conditions: TheftConditions): Expectation {
  const { instances, lifeSeconds, clockSpreadSeconds } = conditions;
  const reason = reasons[logOutReach(mode)];
  if (countAcceptingAfterLogOut(mode, instances) === 0) return exactly(0, reason);
  // Where the issuer does not accept it any more, its expiry is judged by clocks that may be ahead.
  const aheadSeconds = logOutReach(mode) === 'one-instance' ? clockSpreadSeconds : 0;
  const { predicted, explanation } = predictLifeUntilExpiry(lifeSeconds);
  const [least, most] = predicted;
  return between(Math.max(0, least - aheadSeconds), most + clockSpreadSeconds, `${reason} ${explanation}`);
}

/** Seconds that a credential goes on working which nothing ends before its expiry. */
export function predictLifeUntilExpiry(lifeSeconds: number): Expectation {
  const life = `It lives until its expiry, ${lifeSeconds} s after the log-in.`;
  return between(Math.max(0, lifeSeconds - 1.5), lifeSeconds, life);
}

/** What a log-out does to the token that renews the log-in: where there is one, it is refused at once. */
export function predictRefreshesAfterLogOut(): Expectation {
  return exactly(
    0,
    'The log-out ends the family of refresh tokens in the store that every instance asks: the copy cannot be renewed.',
  );
}

const reasons: Record<LogOutReach, string> = {
  'every-instance': 'The log-out is recorded where every instance that would accept the credential looks.',
  'one-instance': 'Only the instance that served the log-out remembers it; the others accept the copy.',
  nowhere:
    'No instance looks up whether the token was given up: whoever could check it before can check it now.',
};
