// The journey of one virtual user: which kind of request comes next, and after which pause.

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
  /** Draws how many open requests come before the next logged-in one. */
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

// Desynchronizes users and balancer: three measures let chance pick the instance that a request reaches.
//
// Users in a closed loop and a round robin fall into lockstep: all send in turn, so between two requests of a user the
// rotation advances by the number of connections, and each user reaches the instances in a fixed order, or always the
// same one. The share of requests lost is then an accident, up to 0 or 100 %. Real users come in no particular order.

/** Against lockstep between users: each pauses for a random time before each request, but not long enough to idle. */
export function drawThinkMs(latencyMs: number, random: () => number = Math.random): number {
  const longest = Math.min(Math.max(latencyMs, 3), 50);
  return random() * longest;
}

/** For few users: 0 to N − 1 open requests before a logged-in one turn the rotation. */
export function randomOpenRequests(instances: number, random: () => number = Math.random): number {
  return Math.floor(random() * instances);
}

/**
 * How many connections without a log-in must join, so that the number of connections and N share no factor. With a shared
 * factor, lockstep would keep some instances out of a user's reach, however many open requests lie between.
 */
export function idleConnectionsNeeded(users: number, instances: number): number {
  let idle = 0;
  while (greatestCommonDivisor(users + idle, instances) > 1) idle += 1;
  return idle;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
