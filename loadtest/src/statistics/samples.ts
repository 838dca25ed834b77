// Samples: a list of measurements that has at least one, and the same list in order.
declare const sorted: unique symbol;

export type Samples = readonly [number, ...number[]];

/** Only `sortSamples` makes one, so that no percentile is taken of a list in the order of arrival. */
export type SortedSamples = Samples & { readonly [sorted]: true };

/** Undefined when there is nothing to sort: no measurement has no percentile. */
export function sortSamples(values: readonly number[]): SortedSamples | undefined {
  if (values.length === 0) return undefined;
  return values.toSorted((a, b) => a - b) as readonly number[] as SortedSamples;
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
