// What is left of a log-in when instances come or go.
import type { Axes } from '../axes.js';
import { between, type Expectation, exactly } from './expectation.js';
import { diesWithInstance, type Population, predictLoggedOutByRestart } from './fault.js';

/** What is lost when instances come or go. */
export function predictLostByScaling(): Expectation {
  return exactly(0, 'An instance gets requests once it listens, and ends once it gets none.');
}

/** The largest distance of an instance's share of the requests from an even one. */
export function predictSpread(): Expectation {
  return between(0, 0.02, 'Round robin gives every instance its turn, the new ones too.');
}

/** From so many instances to so many. */
export interface Scaling {
  readonly from: number;
  readonly to: number;
}

/** Users who are logged out when instances come or go. Known before anybody asks again. */
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
    'Some users are led to the new instances, which do not know them: about as large a share as these are.';
  return between(Math.ceil(members * least), Math.floor(members * most), reason);
}

/**
 * The share of users whom affinity sends to another instance when N becomes M. A consistent hash moves what the new
 * ones take, or what the removed ones had, and no more: |M − N| of the larger number.
 */
export function predictMoved(mode: Axes, from: number, to: number, users: number): Expectation {
  if (mode.balancing !== 'sticky') return exactly(0, 'Nobody has a place to be moved from.');
  const share = Math.abs(to - from) / Math.max(from, to);
  // Three standard deviations of the users, and a tenth for hash points that are not quite evenly spread.
  const margin = 3 * Math.sqrt((share * (1 - share)) / users) + share / 10;
  const reason =
    'A consistent hash moves only what is taken over by the instances that come, or left by those that go.';
  return between(Math.max(0, share - margin), Math.min(1, share + margin), reason);
}
