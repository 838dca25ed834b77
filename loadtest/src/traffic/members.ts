// The members of one mode: users who stay logged in. They read, and refresh their credential in time where the mode can.

import { createShuffleBag } from './mix.js';
import { type PlannedRequest, planRequest, type TrafficUser } from './planned-request.js';

/** A user logged in at the start. */
export interface Member {
  readonly mode: string;
  readonly username: string;
  /** The instance that logged the user in. */
  readonly issuer: string | undefined;
}

interface Refresh {
  isUnderWay: boolean;
  /** Since the last read: a read comes between two attempts. */
  wasTried: boolean;
  /** The server has ended the token family, so that another attempt is pointless. */
  isRefused: boolean;
}

/** Plans requests, one after the other; undefined when every member waits for a refresh. */
export function createMembers(users: readonly TrafficUser[]): () => PlannedRequest | undefined {
  const draw = createShuffleBag(users);
  const refreshes = new Map<TrafficUser, Refresh>();
  /** Served before all others: a refresh without an answer must be retried soon, and its read sent. */
  const urgent: TrafficUser[] = [];

  function refreshOf(user: TrafficUser): Refresh {
    const refresh = refreshes.get(user) ?? { isUnderWay: false, wasTried: false, isRefused: false };
    refreshes.set(user, refresh);
    return refresh;
  }

  function planRefresh(user: TrafficUser, refresh: Refresh): PlannedRequest {
    refresh.isUnderWay = true;
    refresh.wasTried = true;
    return planRequest('refresh', user, (outcome) => {
      refresh.isUnderWay = false;
      refresh.isRefused = outcome === 'unauthenticated';
      urgent.push(user);
    });
  }

  function planRead(user: TrafficUser, refresh: Refresh): PlannedRequest {
    if (refresh.wasTried && !refresh.isRefused && user.credential.shouldRefresh()) urgent.push(user);
    refresh.wasTried = false;
    return planRequest('read', user);
  }

  return () => {
    for (let tries = urgent.length + users.length; tries > 0; tries -= 1) {
      const user = urgent.shift() ?? draw();
      const refresh = refreshOf(user);
      if (refresh.isUnderWay) continue;
      const isDue = !refresh.isRefused && user.credential.shouldRefresh();
      // No read with a credential that is known to be expired: the lost request then is the refresh.
      if (isDue && (!refresh.wasTried || user.credential.isExpired())) return planRefresh(user, refresh);
      return planRead(user, refresh);
    }
    return undefined;
  };
}
