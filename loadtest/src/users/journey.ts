// The journey of one virtual user: which kind of request comes next.

/**
 * `open` needs no log-in, like the rest of a page; `logIn` sends the credentials; `refresh` exchanges a credential that
 * expires soon; `request` is a logged-in request, the only kind whose outcome counts.
 */
export type JourneyStep = 'open' | 'logIn' | 'refresh' | 'request';

export interface JourneyPlan {
  /** K: how many logged-in requests to send. With 0 the user never logs in. */
  readonly requests: number;
  /** Open requests before the first log-in, so that users do not all log in at once. */
  readonly ramp: number;
  /** Draws how many open requests come before the next logged-in one (see `desynchronize.ts`). */
  readonly drawOpenRequests: () => number;
  /** Whether the credential must be refreshed before the next logged-in request. */
  readonly mustRefresh: () => boolean;
}

export interface Journey {
  /** After the last logged-in request always `open`, which keeps up the load for the other users. */
  next(): JourneyStep;
  /** The log-in that was due succeeded. */
  loggedIn(): void;
  /** A logged-in request is over. */
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
      return upcoming === 'request' && plan.mustRefresh() ? 'refresh' : upcoming;
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
    opensLeft = plan.drawOpenRequests();
  }
}
