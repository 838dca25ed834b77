// Reach: how many instances must have served a user if requests are really spread, so that a mode which works only
// because of accidental affinity does not pass as portable.

/** How rarely a balancer that does spread requests may be accused, per question asked of a trial. */
const alpha = 1e-5;

/**
 * How many of `users` users, each sending `requests` requests to one of N instances picked at random, may have met
 * fewer than `reach` different instances: more than this happens with a probability below `alpha`.
 */
export function maxUsersBelow(reach: number, instances: number, requests: number, users: number): number {
  const distinct = distinctInstances(instances, requests);
  const isNarrow = distinct.slice(0, reach).reduce((total, p) => total + p, 0);
  return binomialLimit(users, isNarrow, alpha);
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

/** The smallest k that Binomial(n, p) exceeds with a probability below `tail`. */
export function binomialLimit(n: number, p: number, tail: number): number {
  if (p >= 1) return n;
  let exactly = (1 - p) ** n;
  let atMost = exactly;
  let k = 0;
  while (k < n && 1 - atMost >= tail) {
    exactly *= ((n - k) / (k + 1)) * (p / (1 - p));
    k += 1;
    atMost += exactly;
  }
  return k;
}
