// The comparisons: each mode with the open route, with the peers like it and with any other target that it must keep up with;
// the ratio that each must reach; and the ratios. The open route is the yardstick: it is measured before and after
// every other slice, so that a slow machine slows both sides of a ratio.
import type { Mode } from '@scale-out-lab/core';
import type { Spread } from '@scale-out-lab/loadtest';
import { spreadOf } from '../spread-of.js';
import { medianInterval } from './median-interval.js';
import { openRoute, peers, peersOf, replicated } from './targets.js';

/** The lowest goal ratio, by mode and by its comparison. Every mode must be as fast as each peer, if not more. */
const goals: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'session-memory': { [openRoute.name]: 0.8, 'Express, session in memory': 4 },
  'session-redis': { [openRoute.name]: 0.6, 'Express, session in Redis': 4 },
  'jwt-shared-key': { [openRoute.name]: 0.95, '@fastify/jwt': 2 },
  'jwt-denylist': { [openRoute.name]: 0.75, 'session-redis': 1 },
  // The same check of the same token: any distance from 1 is the noise of two medians.
  'jwt-refresh': { 'jwt-shared-key': 0.9 },
  // A trusted copy is checked as a token is, without a look-up.
  'session-redis-cached': { 'jwt-shared-key': 0.9 },
  // The same check of the same session: how the user logged in makes no difference.
  'oidc-redis': { 'session-redis': 0.9 },
};

export function comparisonsOf(modes: readonly Mode[]): readonly Comparison[] {
  const ofModes = modes.flatMap((mode) => {
    const leadOverPeers = Object.fromEntries(peersOf(mode).map(({ name }) => [name, 1]));
    const goalsOfMode: Record<string, number> = { ...leadOverPeers, ...goals[mode.name] };
    return [...new Set([openRoute.name, ...Object.keys(goalsOfMode)])].map((to) => {
      const goal = goalsOfMode[to];
      return goal === undefined ? { target: mode.name, to } : { target: mode.name, to, goal };
    });
  });
  const others = [...replicated, ...peers].map(({ name }) => ({ target: name, to: openRoute.name }));
  const ofTopologies = replicated.map(({ name }) => ({ target: name, to: 'session-redis', goal: 0.9 }));
  return [...ofModes, ...others, ...ofTopologies];
}

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
  /** The lowest accepted median. Without a goal, only the ratio is shown. */
  readonly goal?: number;
}

/** Whether a goal is reached, or that the interval of the median does not decide it. */
export type Verdict = 'reached' | 'missed' | 'undecided';

export interface Ratio extends Comparison, Spread {
  /** How many rounds measured both. */
  readonly rounds: number;
  /** Of the median, with 99% confidence. Absent below eight rounds. */
  readonly interval?: readonly [low: number, high: number];
  /** Only with a goal. */
  readonly verdict?: Verdict;
}

/** How many times as fast as the other the target was, in the rounds that measured both. */
export function compare(rounds: readonly Round[], comparison: Comparison): Ratio {
  const { target, to, goal } = comparison;
  const values = rounds
    .filter((round) => isIn(round, target) && isIn(round, to))
    .map((round) => shareOfOpen(round, target) / shareOfOpen(round, to));
  const interval = medianInterval(values);
  return {
    ...comparison,
    ...spreadOf(values),
    rounds: values.length,
    ...(interval && { interval }),
    ...(goal !== undefined && { verdict: judge(interval, goal) }),
  };
}

function judge(interval: Ratio['interval'], goal: number): Verdict {
  if (!interval) return 'undecided';
  if (interval[0] >= goal) return 'reached';
  return interval[1] < goal ? 'missed' : 'undecided';
}

/** The speed of one target over the rounds. */
export function speedOf(rounds: readonly Round[], target: string): Spread {
  return spreadOf(rounds.flatMap((round) => round.get(target)?.perSecond ?? []));
}

/** The speed of the open route over all its slices: how evenly the machine ran. */
export function openSpeedOf(rounds: readonly Round[]): Spread {
  return spreadOf(rounds.flatMap((round) => [...round.values()].map(({ openPerSecond }) => openPerSecond)));
}

function isIn(round: Round, target: string): boolean {
  return target === openRoute.name || round.has(target);
}

function shareOfOpen(round: Round, target: string): number {
  const slice = round.get(target);
  return slice ? slice.perSecond / slice.openPerSecond : 1;
}
