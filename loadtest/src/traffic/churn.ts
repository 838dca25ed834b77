// The churn of one mode: users who come and go. They log in, renew where the mode has that, and log out.
import type { Mode } from '@scale-out-lab/core';
import type { Outcome } from '../model/outcome.js';
import { clientModels } from '../users/client-models.js';
import { createCredential } from '../users/credential.js';
import type { RequestKind } from './entry.js';
import { type PlannedRequest, planRequest, type TrafficUser } from './planned-request.js';

interface ChurnUser {
  readonly user: TrafficUser;
  readonly step: RequestKind;
}

export interface ChurnOptions {
  readonly random?: () => number;
  /** So many may have a request under way. Beyond one of each username, others of the same names come when all wait. */
  readonly maxUsers?: number;
}

/** Gives turns, in an order of chance; undefined when as many have a request under way as may. */
export function createChurn(
  mode: Mode,
  usernames: readonly string[],
  { random = Math.random, maxUsers = usernames.length }: ChurnOptions = {},
): () => PlannedRequest | undefined {
  const waiting: ChurnUser[] = usernames.map((username) => newUser(username));
  let userCount = waiting.length;

  /** A new user each time, with no cookie of the last visit: also to the balancer it is somebody new. */
  function newUser(username: string): ChurnUser {
    const credential = createCredential(mode.credential, clientModels.pinned);
    return { user: { mode, username, credential }, step: 'logIn' };
  }
  /** Whoever fails starts again. */
  function advance({ user, step }: ChurnUser, outcome: Outcome): ChurnUser {
    if (outcome !== 'ok' || step === 'logOut') return newUser(user.username);
    return { user, step: step === 'logIn' && mode.refresh ? 'refresh' : 'logOut' };
  }

  function addUser(): ChurnUser | undefined {
    const username = usernames[userCount % usernames.length];
    if (userCount >= maxUsers || username === undefined) return undefined;
    userCount += 1;
    return newUser(username);
  }

  return () => {
    const [first] = waiting.splice(Math.floor(random() * waiting.length), 1);
    const next = first ?? addUser();
    if (!next) return undefined;
    return planRequest(next.step, next.user, (outcome) => {
      waiting.push(advance(next, outcome));
    });
  };
}
