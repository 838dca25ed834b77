// Accidental affinity: a portable mode whose users always meet the same instance has not been tested at all.
import { isPortable, type Mode } from '@scale-out-lab/modes';
import { expectedReach } from './reach.js';

export interface Served {
  /** Logged-in requests sent. */
  readonly sent: number;
  /** The instances that accepted one. */
  readonly servedBy: ReadonlySet<string>;
}

/**
 * Null when every user was served by as many instances as chance would have it, and all users together too. With
 * enough requests per user that means: every user by every instance.
 */
export function findAffinity(mode: Mode, instances: number, users: readonly Served[]): string | null {
  if (!isPortable(mode) || mode.balancing === 'sticky') return null;
  const fewestRequests = Math.min(...users.map((user) => user.sent));
  const reachOfEach = expectedReach(instances, fewestRequests, users.length);
  const narrow = users.filter((user) => user.servedBy.size < reachOfEach).length;
  if (narrow > 0) {
    return `${narrow} of ${users.length} users were served by fewer than ${reachOfEach} of ${instances} instances, so that works only by affinity.`;
  }
  const allRequests = users.reduce((total, user) => total + user.sent, 0);
  const reachOfAll = expectedReach(instances, allRequests, 1);
  const served = new Set(users.flatMap((user) => [...user.servedBy])).size;
  if (served >= reachOfAll) return null;
  return `Only ${served} of ${instances} instances served anyone, where at least ${reachOfAll} should have.`;
}
