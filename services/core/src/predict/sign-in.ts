// How many sign-ins through the OpenID provider end logged in, by where the instance keeps a pending sign-in.
import type { Axes } from '../axes.js';
import { byChance, type Expectation, exactly } from './expectation.js';

interface SignInConditions {
  readonly instances: number;
  readonly signIns: number;
}

/** The callback is the next request that an instance gets after the sign-in. */
export function predictSignInsInRotation(mode: Axes, { instances, signIns }: SignInConditions): Expectation {
  if (isFoundAnywhere(mode, instances)) return exactly(signIns, found(mode, instances));
  const reason =
    'The rotation gives the callback to the next instance, and only the first one knows the sign-in.';
  return exactly(0, reason);
}

/** Requests of others come in between, so that chance picks the instance of the callback. */
export function predictSignInsAmidOthers(mode: Axes, { instances, signIns }: SignInConditions): Expectation {
  if (isFoundAnywhere(mode, instances)) return exactly(signIns, found(mode, instances));
  const reason = `Only the instance that began a sign-in knows it, and the callback reaches it 1 time in ${instances}.`;
  return byChance(1 / instances, signIns, reason);
}

/** The share of sign-ins that succeed: those of a lone user, which follow the rotation, and those amid other requests. */
export function shareOfSignIns(mode: Axes, instances: number): { alone: number; amidOthers: number } {
  return isFoundAnywhere(mode, instances)
    ? { alone: 1, amidOthers: 1 }
    : { alone: 0, amidOthers: 1 / instances };
}

/** The share of sessions that the provider's log-out ends: it calls once, and the balancer picks the instance. */
export function shareEndedByProvider(mode: Axes, instances: number): number {
  return mode.state === 'redis' ? 1 : 1 / instances;
}

/** Sessions that log-outs at the provider end. */
export function predictEndedByProvider(
  mode: Axes,
  { instances, sessions }: { readonly instances: number; readonly sessions: number },
): Expectation {
  if (mode.state === 'redis')
    return exactly(sessions, 'Any instance that gets the call ends the session in Redis, for all of them.');
  if (instances === 1) return exactly(sessions, '1 instance gets every call.');
  const reason = `The call reaches the one instance that knows the session 1 time in ${instances}. The others answer 200, too.`;
  return byChance(shareEndedByProvider(mode, instances), sessions, reason);
}

function isFoundAnywhere({ transaction, balancing }: Axes, instances: number): boolean {
  return instances === 1 || transaction !== 'memory' || balancing === 'sticky';
}

function found({ transaction }: Axes, instances: number): string {
  if (instances > 1 && transaction === 'memory')
    return 'The balancer sends the callback to the instance that began the sign-in.';
  if (transaction === 'cookie')
    return 'The browser carries the pending sign-in, and every instance has its key.';
  if (transaction === 'redis') return 'Every instance finds the pending sign-in in Redis.';
  return `${instances} instance gets every request.`;
}
