// Predicts the effect of adding or removing instances.
import type { Axes } from '../axes.js';
import { between, type Expectation, exactly } from './expectation.js';
import { diesWithInstance, type Population, predictLoggedOutByRestart } from './fault.js';

/** Requests that fail when instances are added or removed. */
export function predictLostByScaling(): Expectation {
  return exactly(0, 'An instance gets requests once it listens, and exits once it gets no more.');
}

/** The largest distance of an instance's share of the requests from an even one. */
export function predictSpread(): Expectation {
  return between(0, 0.02, 'Round robin gives every instance its turn, new ones included.');
}

/** The number of instances before and after. */
export interface Scaling {
  readonly from: number;
  readonly to: number;
}

/** Users who are logged out when instances are added or removed. */
export function predictLoggedOutByScaling(
  mode: Axes,
  population: Population,
  { from, to }: Scaling,
): Expectation {
  const { members } = population;
  const isMovedAway = mode.balancing === 'sticky' && diesWithInstance(mode) && to > from;
  if (!isMovedAway || members === 0) return predictLoggedOutByRestart(mode, population);
  const [least, most] = predictMoved(mode, from, to, members).predicted;
  const reason =
    'Affinity moves a share of the users to the new instances, which do not know their sessions.';
  return between(Math.ceil(members * least), Math.floor(members * most), reason);
}

/**
 * The share of users that affinity sends to another instance when N becomes M. A consistent hash moves only the users
 * of new or removed instances: |M − N| of the larger number.
 */
export function predictMoved(mode: Axes, from: number, to: number, users: number): Expectation {
  if (mode.balancing !== 'sticky') return exactly(0, 'Without affinity no user belongs to an instance.');
  const share = Math.abs(to - from) / Math.max(from, to);
  // Three standard deviations of the users, and a tenth for hash points that are not quite evenly spread.
  const margin = 3 * Math.sqrt((share * (1 - share)) / users) + share / 10;
  const reason = 'A consistent hash moves only the users of the instances that are added or removed.';
  return between(Math.max(0, share - margin), Math.min(1, share + margin), reason);
}
