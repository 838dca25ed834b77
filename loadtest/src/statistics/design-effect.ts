// The design effect: how much less evidence n requests give when they come from a few users, each a cluster.
// L. Kish, Survey Sampling (1965), §5.4: the variance of the rate with users as clusters (of unequal size: a ratio
// estimator), divided by the variance that n independent requests would have.

interface Cluster {
  readonly size: number;
  readonly hits: number;
}

/** At least 1; n divided by it is the effective sample size. One cluster, or equal clusters, give 1. */
export function designEffect(clusters: readonly Cluster[]): number {
  const n = sum(clusters, (cluster) => cluster.size);
  const rate = sum(clusters, (cluster) => cluster.hits) / n;
  const m = clusters.length;
  if (m < 2 || n === 0 || rate === 0 || rate === 1) return 1;
  const squares = sum(clusters, (cluster) => (cluster.hits - rate * cluster.size) ** 2);
  const clusterVariance = ((m / (m - 1)) * squares) / n ** 2;
  const binomialVariance = (rate * (1 - rate)) / n;
  return Math.max(1, clusterVariance / binomialVariance);
}

function sum(clusters: readonly Cluster[], value: (cluster: Cluster) => number): number {
  return clusters.reduce((total, cluster) => total + value(cluster), 0);
}
