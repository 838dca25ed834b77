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

/** Two-sided, standard normal: 99.9 %. */
const z = 3.290526731491926;
/** Half a point: no balancer is perfectly even. */
const tolerance = 0.005;

/** The number of successes among `count` trials with probability `share` each. */
export function byChance(share: number, count: number, explanation: string): Expectation {
  return byChances(Array<number>(count).fill(share), explanation);
}

/** The number of successes if each trial has its own probability; 999 of 1,000 runs lie in the range. */
export function byChances(shares: readonly number[], explanation: string): Expectation {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const open = shares.filter((share) => share > 0 && share < 1);
  const mean = sum(shares);
  const margin = z * Math.sqrt(sum(open.map((share) => share * (1 - share)))) + tolerance * open.length;
  // Floating point misses whole numbers by rounding.
  const rounding = 1e-9;
  const low = Math.max(0, Math.ceil(mean - margin - rounding));
  const high = Math.min(shares.length, Math.floor(mean + margin + rounding));
  return between(low, high, explanation);
}
