// Wilson's score interval: the range of true rates that fits the observed hits among n trials.
// E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927). It stays valid
// at 0 of n, where the textbook interval shrinks to a point.

/** Two-sided standard normal quantiles of the confidences in use. */
const quantiles = { 0.95: 1.959963984540054, 0.99: 2.5758293035489, 0.999: 3.290526731491926 } as const;
type Confidence = keyof typeof quantiles;

export type Interval = readonly [low: number, high: number];

/** `n` may be fractional: an effective sample size. With n = 0 nothing is known: [0, 1]. */
export function wilson(hits: number, n: number, confidence: Confidence): Interval {
  if (n === 0) return [0, 1];
  const z2 = quantiles[confidence] ** 2;
  const rate = hits / n;
  const centre = (rate + z2 / (2 * n)) / (1 + z2 / n);
  const half = Math.sqrt((z2 * rate * (1 - rate)) / n + (z2 / (2 * n)) ** 2) / (1 + z2 / n);
  // At the ends the closed form is exactly 0 or 1; floating point misses it by about 1e-17.
  return [hits === 0 ? 0 : Math.max(0, centre - half), hits === n ? 1 : Math.min(1, centre + half)];
}

/** Sums of expectations miss the closed form by rounding. */
const rounding = 1e-9;

function liesIn(rate: number, [low, high]: Interval): boolean {
  return rate >= low - rounding && rate <= high + rounding;
}

/** Undecided: the prediction would lie in the 95 % interval whether none or all of the n requests had been lost. */
export function compareRate(
  predicted: number,
  lost: number,
  n: number,
): 'agrees' | 'disagrees' | 'undecided' {
  if (!liesIn(predicted, wilson(lost, n, 0.95))) return 'disagrees';
  return [0, n].every((all) => liesIn(predicted, wilson(all, n, 0.95))) ? 'undecided' : 'agrees';
}
