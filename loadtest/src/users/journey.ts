// The journey of one virtual user: which kind of request comes next. It knows nothing of HTTP.

/**
 * `open` asks for what needs no log-in, as the rest of a page does; `logIn` sends the credentials; `renew` exchanges a
 * credential that will soon expire; `request` is a logged-in request, the only kind whose outcome counts.
 */
export type JourneyStep = 'open' | 'logIn' | 'renew' | 'request';

export interface JourneyPlan {
  /** K: how many logged-in requests to send. With 0 the user never logs in. */
  readonly requests: number;
  /** Open requests before the first log-in, so that users do not all log in at once. */
  readonly ramp: number;
  /** How many open requests to put before the next logged-in one, drawn anew each time (see `phase.ts`). */
  readonly randomOpenRequests: () => number;
  /** Whether the credential must be renewed before the next logged-in request. */
  readonly mustRenew: () => boolean;
}

export interface Journey {
  /** After the last logged-in request this is `open` for ever, which keeps the load for the others as it was. */
  next(): JourneyStep;
  /** The log-in that was due succeeded. */
  loggedIn(): void;
  /** A logged-in request is over, and the user must log in again or not. */
  requested(mustLogInAgain: boolean): void;
  isFinished(): boolean;
}

export function createJourney(plan: JourneyPlan): Journey {
  let opensLeft = plan.ramp;
  let requestsLeft = plan.requests;
  let upcoming: JourneyStep = plan.requests > 0 ? 'logIn' : 'open';

  return {
    next() {
      if (opensLeft > 0) {
        opensLeft -= 1;
        return 'open';
      }
      return upcoming === 'request' && plan.mustRenew() ? 'renew' : upcoming;
    },
    loggedIn() {
      proceed();
    },
    requested(mustLogInAgain) {
      requestsLeft -= 1;
      if (mustLogInAgain) upcoming = 'logIn';
      else proceed();
    },
    isFinished: () => upcoming === 'open',
  };

  function proceed() {
    upcoming = requestsLeft > 0 ? 'request' : 'open';
    opensLeft = plan.randomOpenRequests();
  }
}
