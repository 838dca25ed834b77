// The interval of a median from order statistics, whatever the distribution: H. A. David and H. N. Nagaraja, Order
// Statistics (2003), §7.1.

/** A confidence that stands some looks at the interval while rounds are added. */
const confidence = 0.99;

/**
 * The narrowest [x₍k₎, x₍n+1−k₎] that covers the median with 99% confidence. Undefined below eight values, which cannot.
 */
export function medianInterval(values: readonly number[]): readonly [low: number, high: number] | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const n = sorted.length;
  // Of n values, fewer than k lie below the median with probability P(X < k), X ~ Binomial(n, ½).
  let probability = 0.5 ** n;
  let below = probability;
  let k = 0;
  while (2 * below <= 1 - confidence) {
    k++;
    probability *= (n - k + 1) / k;
    below += probability;
  }
  const [low, high] = [sorted[k - 1], sorted[n - k]];
  return low === undefined || high === undefined ? undefined : [low, high];
}
