// Predicts a log-out: on which instances, and for how long, a copy of the credential still works. Then exclusive log-ins: how
// many of several simultaneous log-ins of one user survive when each ends the others.
import type { Axes } from '../axes.js';
import { between, byChance, type Expectation, exactly } from './expectation.js';
import { canMiss, isPortable } from './prediction.js';

/** The instances that refuse a credential once its owner has logged out. */
type LogOutReach = 'every-instance' | 'one-instance' | 'nowhere' | 'when-copy-expires';

interface TheftConditions {
  /** N: instances behind the balancer, at least 1. */
  readonly instances: number;
  /** The lifetime of the credential from the log-in, in whole seconds. */
  readonly lifeSeconds: number;
  /** From the log-in to the answer to the log-out, where it was measured. */
  readonly logOutDelaySeconds?: number;
  /** The largest difference of the clocks of the instances. */
  readonly clockSpreadSeconds: number;
}

/** A session is deleted where every instance looks it up. A token is refused where its revocation is known. */
export function logOutReach(mode: Axes): LogOutReach {
  if (mode.cacheSeconds) return 'when-copy-expires';
  if (mode.credential === 'session') return 'every-instance';
  if (mode.state === 'none' || mode.refresh) return 'nowhere';
  return mode.state === 'redis' ? 'every-instance' : 'one-instance';
}

/** How long a credential of that life works if only its expiry ends it: the copy of a session has its own lifetime. */
export function unrevokedSeconds(
  { cacheSeconds = Number.POSITIVE_INFINITY }: Axes,
  lifeSeconds: number,
): number {
  return Math.min(lifeSeconds, cacheSeconds);
}

/** The share of log-outs, each sent once through the balancer, that reach an instance that refuses the credential. */
export function shareOfMissedLogOuts(mode: Axes, instances: number): number {
  return canMiss(mode) ? (instances - 1) / instances : 0;
}

/** Whether a log-out reached an instance that refuses the credential of another, and so ended nothing. */
export function missesLogOut(
  mode: Axes,
  {
    status,
    servedBy,
    issuedBy,
  }: Readonly<Record<'servedBy' | 'issuedBy', string | null> & { status: number | null }>,
): boolean {
  return canMiss(mode) && status === 401 && servedBy !== issuedBy;
}

/** First log-outs that are refused, and so revoke nothing. */
export function predictMissedLogOuts(mode: Axes, instances: number, logOuts: number): Expectation {
  const share = shareOfMissedLogOuts(mode, instances);
  const reason =
    share === 0
      ? 'Every instance that the log-out can reach accepts the credential.'
      : 'Only the instance that issued the credential accepts the log-out, and the balancer picks another in N−1 of N cases.';
  return byChance(share, logOuts, reason);
}

/** Copies that work somewhere after the first log-out: it was refused, or it reaches too few instances. */
export function predictCopiesAfterFirstLogOut(mode: Axes, instances: number, logOuts: number): Expectation {
  const isEnded = countAcceptingAfterLogOut(mode, instances) === 0;
  if (!isEnded) return exactly(logOuts, reasons[logOutReach(mode)]);
  return predictMissedLogOuts(mode, instances, logOuts);
}

/** Log-ins that still work somewhere after their log-out, whatever was in flight. */
export function predictLiveAfterLogOut(mode: Axes, instances: number, logOuts: number): Expectation {
  const live = countAcceptingAfterLogOut(mode, instances) === 0 ? 0 : logOuts;
  return exactly(live, reasons[logOutReach(mode)]);
}

/** Requests around a log-out that are neither accepted nor refused. */
export function predictUnaccountedAroundLogOut(): Expectation {
  return exactly(0, 'A request in flight comes before the log-out or after it, and is accepted or refused.');
}

/** The number of instances that accept a credential before the log-out. */
export function countAccepting(mode: Axes, instances: number): number {
  return isPortable(mode) ? instances : 1;
}

/** The number of instances that accept a copy of the credential after the log-out. */
export function countAcceptingAfterLogOut(mode: Axes, instances: number): number {
  const accepting = countAccepting(mode, instances);
  const left: Record<LogOutReach, number> = {
    'every-instance': 0,
    'one-instance': accepting - 1,
    nowhere: accepting,
    'when-copy-expires': accepting,
  };
  return left[logOutReach(mode)];
}

/** The instances that served a log-in and its log-out. */
interface ServingInstances {
  readonly issuer: string | undefined;
  /** Undefined: no log-out yet. */
  readonly loggedOutAt?: string | undefined;
}

/** Whether this instance accepts the credential. */
export function accepts(mode: Axes, instance: string, { issuer, loggedOutAt }: ServingInstances): boolean {
  const couldCheck = isPortable(mode) || instance === issuer;
  if (loggedOutAt === undefined) return couldCheck;
  const knowsRevocation: Record<LogOutReach, boolean> = {
    'every-instance': true,
    'one-instance': instance === loggedOutAt,
    nowhere: false,
    'when-copy-expires': false,
  };
  return couldCheck && !knowsRevocation[logOutReach(mode)];
}

/** The number of instances on which the copy works, and the share of requests if they are spread evenly. */
export function predictCopyReach(
  mode: Axes,
  { instances }: TheftConditions,
): Record<'instances' | 'share', Expectation> {
  const accepting = countAcceptingAfterLogOut(mode, instances);
  const reason = reasons[logOutReach(mode)];
  return { instances: exactly(accepting, reason), share: exactly(accepting / instances, reason) };
}

const usualDelaySeconds = 0.5;

/**
 * Seconds from the log-out to the last accepted request with the copy. A token expires at `exp`, a whole second: up to
 * one second of its lifetime is missing at log-in, and half a second passes until the log-out, or as much as was measured.
 */
export function predictCopyLife(mode: Axes, conditions: TheftConditions): Expectation {
  const { instances, lifeSeconds, logOutDelaySeconds = 0, clockSpreadSeconds } = conditions;
  const reason = reasons[logOutReach(mode)];
  if (countAcceptingAfterLogOut(mode, instances) === 0) return exactly(0, reason);
  // If the issuer no longer accepts it, other clocks decide on its expiry, and they may be ahead.
  const aheadSeconds = logOutReach(mode) === 'one-instance' ? clockSpreadSeconds : 0;
  const { predicted, explanation } = predictLifeUntilExpiry(unrevokedSeconds(mode, lifeSeconds));
  const [least, most] = predicted;
  const lateSeconds = Math.max(0, logOutDelaySeconds - usualDelaySeconds);
  return between(
    Math.max(0, least - lateSeconds - aheadSeconds),
    most + clockSpreadSeconds,
    `${reason} ${explanation}`,
  );
}

/** Seconds for which a credential works that is not revoked before its expiry. */
export function predictLifeUntilExpiry(lifeSeconds: number): Expectation {
  const life = `It works until its expiry, ${lifeSeconds} s after the log-in.`;
  return between(Math.max(0, lifeSeconds - 1.5), lifeSeconds, life);
}

/** Refreshes after a log-out: the refresh token is refused at once. */
export function predictRefreshesAfterLogOut(): Expectation {
  return exactly(
    0,
    'The log-out revokes the family of refresh tokens in the shared store: the copy cannot be refreshed.',
  );
}

const reasons: Record<LogOutReach, string> = {
  'every-instance':
    'The log-out is recorded where every instance that could accept the credential looks it up.',
  'one-instance': 'Only the instance that served the log-out remembers it; the others accept the copy.',
  nowhere: 'No instance looks up revocations: an instance that could verify the token still can.',
  'when-copy-expires':
    'An instance trusts a signed copy of the session, and looks nothing up until the copy expires.',
};

interface ExclusiveConditions {
  /** The number of log-ins, simultaneous or in turn. */
  readonly logIns: number;
  /** N: instances behind the balancer. */
  readonly instances: number;
  /** The number of instances that served a log-in; if in turn, the log-ins that the last instance does not end. */
  readonly issuers: number;
}

/** Whether a server remembers the log-ins of a user, so that a new one can end the others. */
function remembersLogIns(mode: Axes): boolean {
  return mode.state !== 'none';
}

/**
 * Log-ins that an instance still accepts, when the last of them ends the others.
 * @param issuers the instance that served each log-in, one after the other
 */
export function predictLeftByExclusive(
  mode: Axes,
  issuers: readonly string[],
  instances: number,
): Expectation {
  const logIns = issuers.length;
  const endedByLast = issuers.filter((issuer) => issuer === issuers.at(-1)).length - 1;
  return predictAcceptedCredentials(mode, { logIns, instances, issuers: logIns - endedByLast });
}

/** Log-ins that still work, or can be refreshed, when all have been answered. */
export function predictLiveLogIns(mode: Axes, conditions: ExclusiveConditions): Expectation {
  const { logIns, instances, issuers } = conditions;
  if (!remembersLogIns(mode))
    return exactly(logIns, 'No server remembers the log-ins of a user, so none can be ended.');
  if (mode.state === 'redis')
    return exactly(
      1,
      'The store ends the others and stores the new one in one step, so only the last one is left.',
    );
  const isAcceptedElsewhere = isPortable(mode) && instances > 1;
  return isAcceptedElsewhere
    ? exactly(
        logIns,
        'An instance can end only the log-ins that it knows, and every other instance still accepts them.',
      )
    : exactly(
        issuers,
        'Each instance ends the log-ins that it knows: the last log-in at each of them is left.',
      );
}

/** Credentials that are accepted right after: an access token outlives its log-in. */
export function predictAcceptedCredentials(mode: Axes, conditions: ExclusiveConditions): Expectation {
  const { logIns } = conditions;
  if (mode.refresh)
    return exactly(
      logIns,
      'Access tokens are not looked up: those of the ended log-ins work until they expire.',
    );
  if (mode.cacheSeconds)
    return exactly(logIns, 'Copies are not looked up: those of the ended sessions work until they expire.');
  return predictLiveLogIns(mode, conditions);
}

/** The share of refused requests when each credential is sent to each instance, right after. */
export function predictLossAfterExclusive(mode: Axes, conditions: ExclusiveConditions): number {
  const { logIns, instances, issuers } = conditions;
  const [accepted] = predictAcceptedCredentials(mode, conditions).predicted;
  const isEndedByIssuerAlone = mode.state === 'memory' && isPortable(mode);
  // Each issuer refuses the log-ins that it has ended; every other request is accepted.
  if (isEndedByIssuerAlone) return (logIns - issuers) / (logIns * instances);
  return 1 - (accepted / logIns) * (countAccepting(mode, instances) / instances);
}

/** Log-ins that are refused because the mode does not support `exclusive`. */
export function predictRefusedExclusive(mode: Axes, logIns: number): Expectation {
  return remembersLogIns(mode)
    ? exactly(0, 'The mode remembers log-ins and can end them.')
    : exactly(logIns, 'No server remembers log-ins: an instance answers 501.');
}
