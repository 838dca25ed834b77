// Numbers for people: the units they are read in, and no more digits than they deserve.
import type { Agrees } from '../model/agreement.js';
import type { Spread } from '../statistics/spread.js';
import { markOf } from './marks.js';

export function renderPercent(rate: number): string {
  return `${(rate * 100).toFixed(1)} %`;
}

/** `66.1–67.4`, or nothing when all repeats came out the same. */
export function renderRange({ min, max }: Spread): string {
  const [low, high] = [min, max].map((rate) => (rate * 100).toFixed(1));
  return low === high ? '' : `${low}–${high}`;
}

/** `66.7 % (66.7)`: measured, and in parentheses what was predicted, with a mark where it does not agree. */
export function renderRate(measured: number, predicted: number, agrees: Agrees): string {
  return `${renderPercent(measured)} ${markOf(agrees)}(${(predicted * 100).toFixed(1)})`;
}

export function renderMs(ms: number | null | undefined): string {
  if (ms === null || ms === undefined) return '–';
  return ms < 9.95 ? ms.toFixed(1) : ms.toFixed(0);
}

export function renderCount(count: number): string {
  return Math.round(count).toLocaleString('en-US');
}
