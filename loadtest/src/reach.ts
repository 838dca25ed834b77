// Reach: how many instances must have served a user if requests are really spread, so that a mode which works only
// because of accidental affinity does not pass as portable.

/** How sure we want to be that a balancer which does spread requests is never accused. */
const certainty = 0.999;

/**
 * The largest m such that each of `users` users, sending `requests` requests to one of N instances picked at random,
 * meets at least m different instances with probability `certainty`.
 */
export function expectedReach(instances: number, requests: number, users: number): number {
  const distinct = distinctInstances(instances, requests);
  let atLeast = 0;
  for (let m = instances; m > 0; m -= 1) {
    atLeast += distinct[m] ?? 0;
    if (atLeast ** users >= certainty) return m;
  }
  return 0;
}

/**
 * The coupon collector: the probability of having met exactly d of N instances after so many requests, for d from 0
 * to N. Each request meets one already met with probability d/N, or a new one.
 */
export function distinctInstances(instances: number, requests: number): readonly number[] {
  let distinct = [1, ...Array<number>(instances).fill(0)];
  for (let request = 0; request < requests; request += 1) {
    distinct = distinct.map((p, d) => {
      const metBefore = p * (d / instances);
      const isNew = d === 0 ? 0 : (distinct[d - 1] ?? 0) * ((instances - d + 1) / instances);
      return metBefore + isNew;
    });
  }
  return distinct;
}
