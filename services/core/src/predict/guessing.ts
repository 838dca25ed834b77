// Guessing: how many wrong passwords of one user are checked before all further ones are refused.
import type { Axes } from '../axes.js';
import { type Expectation, exactly } from './expectation.js';

export interface GuessingConditions {
  /** N: instances behind the balancer, at least 1. */
  readonly instances: number;
  /** How many wrong passwords of one user are allowed in a window, wherever they are counted. */
  readonly limit: number;
}

/** Of a guesser who keeps no cookie, so that the balancer leads from one instance to the next. */
export function predictGuesses(mode: Axes, { instances, limit }: GuessingConditions): Expectation {
  return mode.state === 'redis'
    ? exactly(limit, 'All instances count in the one store.')
    : exactly(limit * instances, 'Each instance counts for itself, and allows as many as the others.');
}

/** Of a guesser who keeps the cookies that the balancer gives. */
export function predictGuessesWithCookies(mode: Axes, conditions: GuessingConditions): Expectation {
  return mode.balancing === 'sticky'
    ? exactly(conditions.limit, 'The cookie leads every guess to the same instance.')
    : predictGuesses(mode, conditions);
}
