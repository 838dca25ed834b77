// The clock of an instance. Injected rather than read, so that one instance's can be wrong on purpose.

/** Milliseconds since the epoch. */
export type Clock = () => number;

/** This machine's clock, so many seconds ahead (or, below 0, behind). */
export function createClock(offsetSeconds: number): Clock {
  return () => Date.now() + offsetSeconds * 1000;
}
