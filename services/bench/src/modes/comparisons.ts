// What is compared with what: each mode with the open route, the peers like it and any other mode that it is to keep up
// with; which ratio each must reach; and the ratios. The open route is the yardstick: it is measured before and after
// every other slice, so that what slows the machine for a while slows both sides of a ratio.
import type { Mode } from '@scale-out-lab/core';
import { type Spread, sortSamples, spread } from '@scale-out-lab/loadtest';
import { openRoute, peers, peersOf } from './targets.js';

/** The least ratio, by mode and by what it is compared with. */
const goals: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'session-memory': { [openRoute.name]: 0.65, 'Express, session in memory': 4 },
  'session-redis': { [openRoute.name]: 0.5, 'Express, session in Redis': 4 },
  'jwt-shared-key': { [openRoute.name]: 0.85, '@fastify/jwt': 2 },
  'jwt-denylist': { [openRoute.name]: 0.5, 'session-redis': 1 },
  // The same check of the same token: any distance from 1 is the noise of two medians.
  'jwt-refresh': { 'jwt-shared-key': 0.9 },
  // A trusted copy is checked as a token is, without a look-up.
  'session-redis-cached': { 'jwt-shared-key': 0.9 },
  // The same check of the same session: how the user logged in makes no difference.
  'oidc-redis': { 'session-redis': 0.9 },
};

export function comparisonsOf(modes: readonly Mode[]): readonly Comparison[] {
  const ofModes = modes.flatMap((mode) => {
    const goalsOfMode = goals[mode.name] ?? {};
    const others = [openRoute, ...peersOf(mode)].map(({ name }) => name);
    return [...new Set([...others, ...Object.keys(goalsOfMode)])].map((to) => {
      const goal = goalsOfMode[to];
      return goal === undefined ? { target: mode.name, to } : { target: mode.name, to, goal };
    });
  });
  return [...ofModes, ...peers.map(({ name }) => ({ target: name, to: openRoute.name }))];
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
