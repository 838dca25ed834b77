// Wilson's score interval: between which rates the true one lies, given that so many of n trials were hits.
// E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927). It keeps its
// promise at 0 of n, where the textbook interval shrinks to a point.

/** Two-sided standard normal quantiles of the confidences in use. */
const quantiles = { 0.95: 1.959963984540054, 0.99: 2.5758293035489, 0.999: 3.290526731491926 } as const;
export type Confidence = keyof typeof quantiles;

export type Interval = readonly [low: number, high: number];

/** `n` may be fractional: an effective sample size. With n = 0 nothing is known: [0, 1]. */
export function wilson(hits: number, n: number, confidence: Confidence): Interval {
  if (n === 0) return [0, 1];
  const z2 = quantiles[confidence] ** 2;
  const rate = hits / n;
  const centre = (rate + z2 / (2 * n)) / (1 + z2 / n);
  const half = Math.sqrt((z2 * rate * (1 - rate)) / n + (z2 / (2 * n)) ** 2) / (1 + z2 / n);
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}
