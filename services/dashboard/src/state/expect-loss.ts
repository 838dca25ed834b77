// What theory says of one request: how likely it is lost, if it is the n-th since its log-in. Summed, it is the predicted count.
import { type Client, type Mode, predictFailureRate } from '@scale-out-lab/core';

/**
 * Of K requests K·P(K) are lost, so the K-th adds K·P(K) − (K−1)·P(K−1). Where nothing is ever taken away that is the
 * same for each; a `browser` that loses its session cookie at the first miss is the less likely to have one, the later it asks.
 */
export function expectLoss(mode: Mode, model: Client, instances: number, nth: number): number {
  const lostOf = (requestsPerUser: number) =>
    requestsPerUser === 0
      ? 0
      : requestsPerUser * predictFailureRate(mode, model, { instances, requestsPerUser });
  return lostOf(nth) - lostOf(nth - 1);
}
