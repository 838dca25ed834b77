// The phase of the rotation: three measures, so that the instance that a request meets is a matter of chance.
//
// Users in a closed loop and a round robin fall into lockstep: all send in turn, the rotation moves on by as many as
// there are connections, and each user meets the instances in a fixed order, or the same one for ever. The share of
// requests lost is then an accident, up to 0 or 100 %, while a real crowd comes in no order at all.

/** Against lockstep between the users: each thinks for a while of its own before each request, but not so long as to idle. */
export function drawThinkMs(latencyMs: number, random: () => number = Math.random): number {
  const longest = Math.min(Math.max(latencyMs, 3), 50);
  return random() * longest;
}

/** For users who are few or alone: open requests before a logged-in one, uniformly from 0 … N−1, turn the rotation. */
export function randomOpenRequests(instances: number, random: () => number = Math.random): number {
  return Math.floor(random() * instances);
}

/**
 * How many idleUsers, who never log in, must join so that the connections share no factor with the instances: with a
 * shared factor, lockstep would keep some instances out of a user's reach, however many open requests lie between.
 */
export function idleConnectionsNeeded(users: number, instances: number): number {
  let idleUsers = 0;
  while (greatestCommonDivisor(users + idleUsers, instances) > 1) idleUsers += 1;
  return idleUsers;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
