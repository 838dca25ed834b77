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
