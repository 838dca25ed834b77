// The members of one mode: users who stay logged in. They read, and where a credential can be renewed, they do so in time.

import { type PlannedRequest, planRequest, type TrafficUser } from './planned-request.js';
import { createShuffleBag } from './shuffle-bag.js';

/** A user logged in at the start. */
export interface Member {
  readonly mode: string;
  readonly username: string;
  /** The instance that logged the user in. */
  readonly issuer: string | undefined;
}

interface Renewal {
  isUnderWay: boolean;
  /** Since the last read: a read comes between two attempts. */
  wasTried: boolean;
  /** The server has ended the family of the credential: to ask again is of no use. */
  isRefused: boolean;
}

/** Gives turns, one after the other; undefined when every member waits for a renewal. */
export function createMembers(users: readonly TrafficUser[]): () => PlannedRequest | undefined {
  const draw = createShuffleBag(users);
  const renewals = new Map<TrafficUser, Renewal>();
  /** Who comes before all others: a renewal whose answer was lost must be repeated soon, and its read made good. */
  const urgent: TrafficUser[] = [];

  function renewalOf(user: TrafficUser): Renewal {
    const renewal = renewals.get(user) ?? { isUnderWay: false, wasTried: false, isRefused: false };
    renewals.set(user, renewal);
    return renewal;
  }

  function renew(user: TrafficUser, renewal: Renewal): PlannedRequest {
    renewal.isUnderWay = true;
    renewal.wasTried = true;
    return planRequest('refresh', user, (outcome) => {
      renewal.isUnderWay = false;
      renewal.isRefused = outcome === 'unauthenticated';
      urgent.push(user);
    });
  }

  function read(user: TrafficUser, renewal: Renewal): PlannedRequest {
    const { isRefused } = renewal;
    if (renewal.wasTried && !isRefused && user.credential.shouldRefresh()) urgent.push(user);
    renewal.wasTried = false;
    return planRequest('read', user);
  }

  return () => {
    for (let tries = urgent.length + users.length; tries > 0; tries -= 1) {
      const user = urgent.shift() ?? draw();
      const renewal = renewalOf(user);
      if (renewal.isUnderWay) continue;
      const { credential } = user;
      const isDue = !renewal.isRefused && credential.shouldRefresh();
      // Who is known to be over is not sent: what is lost then is the renewal.
      if (isDue && (!renewal.wasTried || credential.isExpired())) return renew(user, renewal);
      return read(user, renewal);
    }
    return undefined;
  };
}
