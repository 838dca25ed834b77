// The members of one mode: users who stay logged in. They read, and where a credential can be renewed, they do so in time.

import { prepare, type Turn, type Visitor } from './planned-request.js';
import { createDeck } from './shuffle-bag.js';

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
export function createMembers(visitors: readonly Visitor[]): () => Turn | undefined {
  const draw = createDeck(visitors);
  const renewals = new Map<Visitor, Renewal>();
  /** Who comes before all others: a renewal whose answer was lost must be repeated soon, and its read made good. */
  const urgent: Visitor[] = [];

  function renewalOf(visitor: Visitor): Renewal {
    const renewal = renewals.get(visitor) ?? { isUnderWay: false, wasTried: false, isRefused: false };
    renewals.set(visitor, renewal);
    return renewal;
  }

  function renew(visitor: Visitor, renewal: Renewal): Turn {
    renewal.isUnderWay = true;
    renewal.wasTried = true;
    return prepare('refresh', visitor, (outcome) => {
      renewal.isUnderWay = false;
      renewal.isRefused = outcome === 'unauthenticated';
      urgent.push(visitor);
    });
  }

  function read(visitor: Visitor, renewal: Renewal): Turn {
    const { isRefused } = renewal;
    if (renewal.wasTried && !isRefused && visitor.credential.isHalfOver()) urgent.push(visitor);
    renewal.wasTried = false;
    return prepare('read', visitor);
  }

  return () => {
    for (let tries = urgent.length + visitors.length; tries > 0; tries -= 1) {
      const visitor = urgent.shift() ?? draw();
      const renewal = renewalOf(visitor);
      if (renewal.isUnderWay) continue;
      const { credential } = visitor;
      const isDue = !renewal.isRefused && credential.isHalfOver();
      // Who is known to be over is not sent: what is lost then is the renewal.
      if (isDue && (!renewal.wasTried || credential.isOver())) return renew(visitor, renewal);
      return read(visitor, renewal);
    }
    return undefined;
  };
}
