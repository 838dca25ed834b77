// The members of one mode: users who stay logged in. They read, and refresh their credential in time where the mode can.

import type { Mode } from '@scale-out-lab/core';
import type { Outcome } from '../model/answer.js';
import { clientModels, createCredential } from '../users/credential.js';
import { type PlannedRequest, planRequest, type RequestKind, type TrafficUser } from './planned-request.js';

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

// The churn of one mode: users who log in, refresh where the mode can, log out, and begin again.

interface ChurnUser {
  readonly user: TrafficUser;
  readonly next: RequestKind;
}

/**
 * Plans requests in random order; undefined when `maxUsers` have a request under way.
 * @param maxUsers beyond one of each username, more of the same names log in
 */
export function createChurn(
  mode: Mode,
  usernames: readonly string[],
  maxUsers = usernames.length,
): () => PlannedRequest | undefined {
  const waiting: ChurnUser[] = usernames.map((username) => newUser(username));
  let userCount = waiting.length;

  /** Without the cookies of an earlier visit, so that the balancer does not recognise the user. */
  function newUser(username: string): ChurnUser {
    const credential = createCredential(mode.credential, clientModels.pinned);
    return { user: { mode, username, credential }, next: 'logIn' };
  }
  /** A user starts again after a failed request. */
  function advance({ user, next }: ChurnUser, outcome: Outcome): ChurnUser {
    if (outcome !== 'ok' || next === 'logOut') return newUser(user.username);
    return { user, next: next === 'logIn' && mode.refresh ? 'refresh' : 'logOut' };
  }

  function addUser(): ChurnUser | undefined {
    const username = usernames[userCount % usernames.length];
    if (userCount >= maxUsers || username === undefined) return undefined;
    userCount += 1;
    return newUser(username);
  }

  return () => {
    const [drawn] = waiting.splice(Math.floor(Math.random() * waiting.length), 1);
    const churnUser = drawn ?? addUser();
    if (!churnUser) return undefined;
    return planRequest(churnUser.next, churnUser.user, (outcome) => {
      waiting.push(advance(churnUser, outcome));
    });
  };
}

// The mix: which mode sends next, and whether a member or the churn does.

/** The two sources of requests of one mode. */
interface Sources {
  readonly members: () => PlannedRequest | undefined;
  readonly churn: () => PlannedRequest | undefined;
}

/** All modes get equally many requests; in each, exactly `writeShare` of them come from the churn. */
export function createMix(modes: readonly Sources[], writeShare: number): () => PlannedRequest | undefined {
  const draw = createShuffleBag(modes.map((sources) => alternate(sources, writeShare)));
  return () => draw()();
}

function alternate({ members, churn }: Sources, writeShare: number): () => PlannedRequest | undefined {
  let planned = 0;
  return () => {
    const earlier = Math.floor(planned * writeShare);
    planned += 1;
    return Math.floor(planned * writeShare) > earlier ? churn() : members();
  };
}

// A shuffle bag: each item comes once in each round, in random order.

/**
 * Even by the round, and never in step with a round robin: N modes or users in a fixed order would reach the same place
 * of a rotation of N instances each time. `items` must not be empty.
 */
export function createShuffleBag<Item>(items: readonly Item[]): () => Item {
  let left: Item[] = [];
  return () => {
    if (left.length === 0) left = [...items];
    const [drawn] = left.splice(Math.floor(Math.random() * left.length), 1);
    return drawn as Item;
  };
}
