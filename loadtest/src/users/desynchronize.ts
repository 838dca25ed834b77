// Desynchronizes users and balancer: three measures let chance pick the instance that a request reaches.
//
// Users in a closed loop and a round robin fall into lockstep: all send in turn, so between two requests of a user the
// rotation advances by the number of connections, and each user reaches the instances in a fixed order, or always the
// same one. The share of requests lost is then an accident, up to 0 or 100 %. Real users come in no particular order.

/** Against lockstep between users: each pauses for a random time before each request, but not long enough to idle. */
export function drawThinkMs(latencyMs: number, random: () => number = Math.random): number {
  const longest = Math.min(Math.max(latencyMs, 3), 50);
  return random() * longest;
}

/** For few users: 0 to N − 1 open requests before a logged-in one turn the rotation. */
export function randomOpenRequests(instances: number, random: () => number = Math.random): number {
  return Math.floor(random() * instances);
}

/**
 * How many connections without a log-in must join, so that the number of connections and N share no factor. With a shared
 * factor, lockstep would keep some instances out of a user's reach, however many open requests lie between.
 */
export function idleConnectionsNeeded(users: number, instances: number): number {
  let idle = 0;
  while (greatestCommonDivisor(users + idle, instances) > 1) idle += 1;
  return idle;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
