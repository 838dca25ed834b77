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

function isFoundAnywhere({ transaction }: Axes, instances: number): boolean {
  return instances === 1 || transaction !== 'memory';
}

function found({ transaction }: Axes, instances: number): string {
  if (transaction === 'cookie')
    return 'The browser carries the pending sign-in, and every instance has its key.';
  if (transaction === 'redis') return 'Every instance finds the pending sign-in in Redis.';
  return `${instances} instance gets every request.`;
}
