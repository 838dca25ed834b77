// The prediction of a number before it is measured: a closed range, and the reason in words.

export interface Expectation {
  /** The lowest and the highest value that agree. Both 0: exactly none. */
  readonly predicted: readonly [low: number, high: number];
  readonly explanation: string;
}

export function exactly(value: number, explanation: string): Expectation {
  return { predicted: [value, value], explanation };
}

export function between(low: number, high: number, explanation: string): Expectation {
  return { predicted: [low, high], explanation };
}

/** The prediction of a sum from the predictions of its parts. */
export function sumOf(parts: readonly Expectation[]): Expectation {
  const low = parts.reduce((total, { predicted }) => total + predicted[0], 0);
  const high = parts.reduce((total, { predicted }) => total + predicted[1], 0);
  return between(low, high, [...new Set(parts.map(({ explanation }) => explanation))].join(' '));
}

/** A run has hundreds of such figures, so that one of them would often disagree by chance at 99.9%. */
const outsideByChance = 1e-4;
/** Half a point: no balancer is perfectly even. */
const tolerance = 0.005;

/** The number of successes among `count` trials with probability `share` each. */
export function byChance(share: number, count: number, explanation: string): Expectation {
  return byChances(Array<number>(count).fill(share), explanation);
}

/** The number of successes if each trial has its own probability. One result in 10,000 lies outside the range. */
export function byChances(shares: readonly number[], explanation: string): Expectation {
  const isOpen = (share: number) => share > 0 && share < 1;
  const shifted = (by: number) =>
    shares.map((share) => (isOpen(share) ? Math.min(1, Math.max(0, share + by)) : share));
  const tail = outsideByChance / 2;
  const failures = shifted(-tolerance).map((share) => 1 - share);
  return between(
    shares.length - mostByChance(failures, tail),
    mostByChance(shifted(tolerance), tail),
    explanation,
  );
}

/** The smallest number that the successes exceed with a probability below `tail`: the Poisson binomial distribution, exactly. */
export function mostByChance(shares: readonly number[], tail: number): number {
  let chances = [1];
  for (const share of shares)
    chances = [...chances, 0].map((none, count) => none * (1 - share) + (chances[count - 1] ?? 0) * share);
  let above = 0;
  let count = shares.length;
  while (count > 0 && above + (chances[count] ?? 0) < tail) {
    above += chances[count] ?? 0;
    count -= 1;
  }
  return count;
}
