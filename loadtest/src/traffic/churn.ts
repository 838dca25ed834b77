// The churn of one mode: users who come and go. They log in, renew where the mode has that, and log out.
import type { Mode } from '@scale-out-lab/core';
import type { Outcome } from '../model/outcome.js';
import { clientModels } from '../users/client-models.js';
import { createCredential } from '../users/credential.js';
import type { RequestKind } from './entry.js';
import { prepare, type Turn, type Visitor } from './planned-request.js';

interface Guest {
  readonly visitor: Visitor;
  readonly step: RequestKind;
}

export interface ChurnOptions {
  readonly random?: () => number;
  /** So many may have a request under way. Beyond one of each username, others of the same names come when all wait. */
  readonly mostGuests?: number;
}

/** Gives turns, in an order of chance; undefined when as many have a request under way as may. */
export function createChurn(
  mode: Mode,
  usernames: readonly string[],
  { random = Math.random, mostGuests = usernames.length }: ChurnOptions = {},
): () => Turn | undefined {
  const waiting: Guest[] = usernames.map((username) => arrive(username));
  let guests = waiting.length;

  /** A new visitor each time, with no cookie of the last visit: also to the balancer it is somebody new. */
  function arrive(username: string): Guest {
    const credential = createCredential(mode.credential, clientModels.pinned);
    return { visitor: { mode, username, credential }, step: 'logIn' };
  }
  /** Whoever fails starts again. */
  function goOn({ visitor, step }: Guest, outcome: Outcome): Guest {
    if (outcome !== 'ok' || step === 'logOut') return arrive(visitor.username);
    return { visitor, step: step === 'logIn' && mode.refresh ? 'refresh' : 'logOut' };
  }

  function comeToo(): Guest | undefined {
    const username = usernames[guests % usernames.length];
    if (guests >= mostGuests || username === undefined) return undefined;
    guests += 1;
    return arrive(username);
  }

  return () => {
    const [first] = waiting.splice(Math.floor(random() * waiting.length), 1);
    const guest = first ?? comeToo();
    if (!guest) return undefined;
    return prepare(guest.step, guest.visitor, (outcome) => {
      waiting.push(goOn(guest, outcome));
    });
  };
}
