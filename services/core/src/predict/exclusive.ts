// Predicts exclusive log-ins: how many of several simultaneous log-ins of one user survive when each ends the others.
import type { Axes } from '../axes.js';
import { type Expectation, exactly } from './expectation.js';
import { countAccepting } from './log-out.js';
import { isPortable } from './prediction.js';

export interface ExclusiveConditions {
  /** The number of simultaneous log-ins. */
  readonly logIns: number;
  /** N: instances behind the balancer. */
  readonly instances: number;
  /** The number of instances that served a log-in. */
  readonly issuers: number;
}

/** Whether a server remembers the log-ins of a user, so that a new one can end the others. */
export function remembersLogIns(mode: Axes): boolean {
  return mode.state !== 'none';
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
  return mode.refresh
    ? exactly(
        conditions.logIns,
        'Access tokens are not looked up: those of the ended log-ins work until they expire.',
      )
    : predictLiveLogIns(mode, conditions);
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
