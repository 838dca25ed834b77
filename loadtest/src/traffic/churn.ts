// The churn of one mode: users who log in, refresh where the mode can, log out, and begin again.
import type { Mode } from '@scale-out-lab/core';
import type { Outcome } from '../model/outcome.js';
import { clientModels, createCredential } from '../users/credential.js';
import type { RequestKind } from './ledger.js';
import { type PlannedRequest, planRequest, type TrafficUser } from './planned-request.js';

interface ChurnUser {
  readonly user: TrafficUser;
  readonly next: RequestKind;
}

interface ChurnOptions {
  readonly random?: () => number;
  /** How many may have a request under way. Beyond one of each username, more of the same names log in. */
  readonly maxUsers?: number;
}

/** Plans requests in random order; undefined when `maxUsers` have a request under way. */
export function createChurn(
  mode: Mode,
  usernames: readonly string[],
  { random = Math.random, maxUsers = usernames.length }: ChurnOptions = {},
): () => PlannedRequest | undefined {
  const waiting: ChurnUser[] = usernames.map((username) => newUser(username));
  let userCount = waiting.length;

  /** Without the cookies of an earlier visit, so that the balancer does not recognise the user. */
  function newUser(username: string): ChurnUser {
    const credential = createCredential(mode.credential, clientModels.pinned);
    return { user: { mode, username, credential }, next: 'logIn' };
  }
  /** A user whose request fails starts again. */
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
    const [drawn] = waiting.splice(Math.floor(random() * waiting.length), 1);
    const churnUser = drawn ?? addUser();
    if (!churnUser) return undefined;
    return planRequest(churnUser.next, churnUser.user, (outcome) => {
      waiting.push(advance(churnUser, outcome));
    });
  };
}
