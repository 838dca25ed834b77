// Exclusive log-ins: how many of several simultaneous log-ins of one user are left when each ends all others.
import type { Axes } from '../axes.js';
import { type Expectation, exactly } from './expectation.js';
import { countAccepting } from './log-out.js';
import { isPortable } from './prediction.js';

export interface ExclusiveConditions {
  /** How many log-ins there were at once. */
  readonly logIns: number;
  /** N: instances behind the balancer. */
  readonly instances: number;
  /** How many of them served a log-in. */
  readonly issuers: number;
}

/** Whether anything remembers the log-ins of a user, so that a new one can end the others. */
export function remembersLogIns(mode: Axes): boolean {
  return mode.state !== 'none';
}

/** How many log-ins still work, or can be renewed, when all have been answered. */
export function predictLiveLogIns(mode: Axes, conditions: ExclusiveConditions): Expectation {
  const { logIns, instances, issuers } = conditions;
  if (!remembersLogIns(mode))
    return exactly(logIns, 'Nothing remembers the log-ins of a user, so none can be ended.');
  if (mode.state === 'redis')
    return exactly(
      1,
      'The store ends the others and enters the new one in one step, so that the last one alone is left.',
    );
  const isAcceptedElsewhere = isPortable(mode) && instances > 1;
  return isAcceptedElsewhere
    ? exactly(
        logIns,
        'An instance can end only what it knows, and every other instance goes on accepting it.',
      )
    : exactly(issuers, 'Each instance ends what it knows: the last log-in at each of them is left.');
}

/** How many credentials are accepted right after: an access token outlives the log-in that was ended. */
export function predictAcceptedCredentials(mode: Axes, conditions: ExclusiveConditions): Expectation {
  return mode.refresh
    ? exactly(
        conditions.logIns,
        'Access tokens are not looked up: those of the ended log-ins live until they expire.',
      )
    : predictLiveLogIns(mode, conditions);
}

/** The share of requests that are refused when each credential is shown to each instance, right after. */
export function predictLossAfterExclusive(mode: Axes, conditions: ExclusiveConditions): number {
  const { logIns, instances, issuers } = conditions;
  const [accepted] = predictAcceptedCredentials(mode, conditions).predicted;
  const isEndedByIssuerAlone = mode.state === 'memory' && isPortable(mode);
  // Each issuer refuses what it has ended; all else is accepted everywhere.
  if (isEndedByIssuerAlone) return (logIns - issuers) / (logIns * instances);
  return 1 - (accepted / logIns) * (countAccepting(mode, instances) / instances);
}

/** How many log-ins are refused because the mode cannot do what `exclusive` asks for. */
export function predictRefusedExclusive(mode: Axes, logIns: number): Expectation {
  return remembersLogIns(mode)
    ? exactly(0, 'The mode remembers log-ins and can end them.')
    : exactly(logIns, 'Nothing remembers log-ins: an instance says so with 501 rather than pretend.');
}
