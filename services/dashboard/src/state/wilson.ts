// Wilson's score interval at 95 %: between which rates the true one lies, given that so many of n requests were lost.
// E. B. Wilson, JASA 22 (1927). It keeps its promise at 0 of n, where the textbook interval shrinks to a point.

const z2 = 1.959963984540054 ** 2;

export type Interval = readonly [low: number, high: number];

/** With n = 0 nothing is known: [0, 1]. */
export function wilson(lost: number, n: number): Interval {
  if (n === 0) return [0, 1];
  const rate = lost / n;
  const centre = (rate + z2 / (2 * n)) / (1 + z2 / n);
  const half = Math.sqrt((z2 * rate * (1 - rate)) / n + (z2 / (2 * n)) ** 2) / (1 + z2 / n);
  // At the ends the closed form is exactly 0 or 1, and the arithmetic a hair beside it.
  return [lost === 0 ? 0 : centre - half, lost === n ? 1 : centre + half];
}

export function liesIn(rate: number, [low, high]: Interval): boolean {
  // Sums of expectations are a hair beside the closed form too.
  const hair = 1e-9;
  return rate >= low - hair && rate <= high + hair;
}

/** Not decided: neither none nor all of so many requests lost would have put the prediction outside. */
export function compare(predicted: number, lost: number, n: number): 'agrees' | 'disagrees' | 'undecided' {
  if (!liesIn(predicted, wilson(lost, n))) return 'disagrees';
  return [0, n].every((all) => liesIn(predicted, wilson(all, n))) ? 'undecided' : 'agrees';
}
