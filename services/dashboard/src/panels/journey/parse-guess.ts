// A guess as it was typed: how many of the requests of a round fail, or null where it is no such number.
import { requestsPerRound } from '../../state/prediction-rounds.js';

export function parseGuess(text: string): number | null {
  const guess = /^\d{1,2}$/.test(text.trim()) ? Number(text) : Number.NaN;
  return guess <= requestsPerRound ? guess : null;
}
