// Ratios between targets. The open route is the yardstick: it is measured before and after every other slice, so that
// what slows the machine for a while slows both sides of a ratio.
import { type Spread, sortSamples, spread } from '@scale-out-lab/loadtest';
import { openRoute } from './targets.js';

/** A measured target. */
export interface Slice {
  /** Right answers per second. */
  readonly perSecond: number;
  /** The same of the open route, mean of right before and right after. */
  readonly openPerSecond: number;
}

/** One slice of each target, by its name. */
export type Round = ReadonlyMap<string, Slice>;

export interface Comparison {
  readonly target: string;
  readonly to: string;
  /** The least that the median must be. Without one the ratio is shown for what it is. */
  readonly goal?: number;
}

export interface Ratio extends Comparison, Spread {
  /** Undefined where there is no goal. */
  readonly isReached: boolean | undefined;
}

/** How many times as fast as the other the target was in each round. */
export function compare(rounds: readonly Round[], comparison: Comparison): Ratio {
  const { target, to, goal } = comparison;
  const ratios = spreadOf(rounds.map((round) => shareOfOpen(round, target) / shareOfOpen(round, to)));
  return { ...comparison, ...ratios, isReached: goal === undefined ? undefined : ratios.median >= goal };
}

/** The speed of one target over the rounds. */
export function speedOf(rounds: readonly Round[], target: string): Spread {
  return spreadOf(rounds.map((round) => sliceOf(round, target).perSecond));
}

/** The speed of the open route over all its slices: how evenly the machine ran. */
export function openSpeedOf(rounds: readonly Round[]): Spread {
  return spreadOf(rounds.flatMap((round) => [...round.values()].map(({ openPerSecond }) => openPerSecond)));
}

function shareOfOpen(round: Round, target: string): number {
  if (target === openRoute.name) return 1;
  const { perSecond, openPerSecond } = sliceOf(round, target);
  return perSecond / openPerSecond;
}

function sliceOf(round: Round, target: string): Slice {
  const slice = round.get(target);
  if (!slice) throw new RangeError(`The round has no slice of "${target}"`);
  return slice;
}

function spreadOf(values: readonly number[]): Spread {
  const samples = sortSamples(values);
  if (!samples) throw new RangeError('Nothing has been measured');
  return spread(samples);
}
