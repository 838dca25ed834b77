// What is expected of a number before it is measured: a closed range, and the reason in words.

export interface Expectation {
  /** The lowest and the highest that agrees. Both 0: exactly none. */
  readonly predicted: readonly [low: number, high: number];
  readonly explanation: string;
}

export function exactly(value: number, explanation: string): Expectation {
  return { predicted: [value, value], explanation };
}

export function between(low: number, high: number, explanation: string): Expectation {
  return { predicted: [low, high], explanation };
}

/** Of the sum of numbers of which each is expected alone. */
export function sumOf(parts: readonly Expectation[]): Expectation {
  const low = parts.reduce((total, { predicted }) => total + predicted[0], 0);
  const high = parts.reduce((total, { predicted }) => total + predicted[1], 0);
  return between(low, high, [...new Set(parts.map(({ explanation }) => explanation))].join(' '));
}
