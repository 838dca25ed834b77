// Accidental affinity: a portable mode whose users always meet the same instance has not been tested at all.
import { isPortable, type Mode } from '@scale-out-lab/core';
import { maxUsersBelow } from './coupon-collector.js';

export interface Served {
  /** Logged-in requests sent. */
  readonly sent: number;
  /** The instances that answered one, whether or not they accepted it. */
  readonly answeredBy: ReadonlySet<string>;
}

/**
 * Null when the users of a portable mode were answered by as many instances as chance would have it, each of them and
 * all of them together. With enough requests per user that means: every user by every instance.
 */
export function findAccidentalAffinity(
  mode: Mode,
  instances: number,
  users: readonly Served[],
): string | null {
  if (!isPortable(mode) || mode.balancing === 'sticky') return null;
  const everybody = {
    sent: users.reduce((total, user) => total + user.sent, 0),
    answeredBy: new Set(users.flatMap((user) => [...user.answeredBy])),
  };
  return findUsersBelow(instances, [everybody], 'group') ?? findUsersBelow(instances, users, 'users');
}

function findUsersBelow(instances: number, served: readonly Served[], noun: string): string | null {
  const fewestRequests = Math.min(...served.map(({ sent }) => sent));
  for (let reach = 1; reach <= instances; reach += 1) {
    const narrow = served.filter(({ answeredBy }) => answeredBy.size < reach).length;
    const plausible = maxUsersBelow(reach, instances, fewestRequests, served.length);
    if (narrow > plausible) {
      const found = `${narrow} of ${served.length} ${noun} met fewer than ${reach} of ${instances} instances`;
      return `${found}, where chance accounts for ${plausible}: this works only by affinity.`;
    }
  }
  return null;
}
