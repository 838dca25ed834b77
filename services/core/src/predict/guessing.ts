// Predicts password guessing: the number of wrong passwords of one user that are checked before the limit refuses more.
import type { Axes } from '../axes.js';
import { type Expectation, exactly } from './expectation.js';

export interface GuessingConditions {
  /** N: instances behind the balancer, at least 1. */
  readonly instances: number;
  /** The number of wrong passwords of one user that one counter allows in a window. */
  readonly limit: number;
}

/** Without cookies: round robin takes the guesses from one instance to the next. */
export function predictGuesses(mode: Axes, { instances, limit }: GuessingConditions): Expectation {
  return mode.state === 'redis'
    ? exactly(limit, 'All instances count in one store.')
    : exactly(limit * instances, 'Each instance has its own counter and its own limit.');
}

/** With the cookies of the balancer. */
export function predictGuessesWithCookies(mode: Axes, conditions: GuessingConditions): Expectation {
  return mode.balancing === 'sticky'
    ? exactly(conditions.limit, 'The cookie takes every guess to the same instance.')
    : predictGuesses(mode, conditions);
}
