// The churn of one mode: users who come and go. They log in, renew where the mode has that, and log out.
import type { Mode } from '@scale-out-lab/modes';
import type { Outcome } from '../outcome.js';
import { clientModels } from '../users/client-models.js';
import { createCredential } from '../users/credential.js';
import type { RequestKind } from './entry.js';
import { prepare, type Turn, type Visitor } from './turn.js';

interface Guest {
  readonly visitor: Visitor;
  readonly step: RequestKind;
}

/** Gives turns, in an order of chance; undefined when all of them have a request under way. */
export function createChurn(
  mode: Mode,
  usernames: readonly string[],
  random: () => number = Math.random,
): () => Turn | undefined {
  const waiting: Guest[] = usernames.map((username) => arrive(username));

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

  return () => {
    const [guest] = waiting.splice(Math.floor(random() * waiting.length), 1);
    if (!guest) return undefined;
    return prepare(guest.step, guest.visitor, (outcome) => {
      waiting.push(goOn(guest, outcome));
    });
  };
}
