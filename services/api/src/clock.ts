// The clock of an instance. Injected rather than read, so that one instance's can be wrong on purpose.

/** Milliseconds since the epoch. */
export type Clock = () => number;

export interface SettableClock {
  readonly now: Clock;
  /** How many seconds it is ahead of this machine's clock, or below 0 behind it. */
  offsetSeconds: number;
}

export function createClock(offsetSeconds: number): SettableClock {
  const clock = { offsetSeconds, now: () => Date.now() + clock.offsetSeconds * 1000 };
  return clock;
}
