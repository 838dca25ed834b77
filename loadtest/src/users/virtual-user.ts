// One virtual user on one connection: turns the steps of its journey into requests, and the answers into a record.
import type { Client, Mode } from '@scale-out-lab/core';
import {
  type ApiRequest,
  instanceRequest,
  logInRequest,
  meRequest,
  refreshRequest,
  withHeaders,
} from '../http/requests.js';
import { type Answer, instanceOf, mostLogInTries, retryAfterSeconds } from '../model/answer.js';
import { clientModels, createCredential, type Grant } from './credential.js';
import { createRecord, recordAnswer } from './record.js';

interface UserPlan extends Omit<JourneyPlan, 'mustRefresh'> {
  readonly username: string;
  readonly mode: Mode;
  readonly client: Client;
  readonly onFinished: () => void;
  /** A user who cannot log in or refresh, or has an expired log-in, ends the trial: no failure rate can be measured. */
  readonly onFailure: (sentence: string) => void;
}

/** The request of a step, and the effect of its answer; undefined if the request is lost. */
interface StepHandler {
  send(): ApiRequest;
  settle(answer: Answer | undefined, latencyMs: number): void;
}

export type VirtualUser = ReturnType<typeof createVirtualUser>;

export function createVirtualUser(plan: UserPlan) {
  const { username, mode } = plan;
  const model = clientModels[plan.client];
  const credential = createCredential(mode.credential, model);
  const journey = createJourney({ ...plan, mustRefresh: credential.shouldRefresh });
  const record = createRecord(username);
  let underWay: JourneyStep | undefined;
  let logInTries = 1;
  let waitMs = 0;

  const steps: Record<JourneyStep, StepHandler> = {
    open: {
      send: () => withHeaders(instanceRequest, credential.cookies()),
      settle: (answer) => answer && credential.notice(answer),
    },
    logIn: {
      send() {
        record.logIns += 1;
        return withHeaders(logInRequest(mode, username), credential.cookies());
      },
      settle(answer) {
        const seconds = retryAfterSeconds(answer);
        if (seconds !== undefined && logInTries < mostLogInTries) {
          record.logIns -= 1;
          logInTries += 1;
          waitMs = seconds * 1000;
        } else if (take(answer, 'log-in')) {
          logInTries = 1;
          journey.loggedIn();
        }
      },
    },
    refresh: {
      send: () => withHeaders(refreshRequest(mode, credential.refreshToken()), credential.cookies()),
      settle: (answer) => void take(answer, 'refresh'),
    },
    request: {
      send() {
        record.sent += 1;
        record.firstSentAt = Math.min(record.firstSentAt, performance.now());
        return meRequest(mode, credential.all());
      },
      settle(answer, latencyMs) {
        const outcome = recordAnswer(record, answer, latencyMs);
        if (outcome === 'unauthenticated' && credential.hasEnded()) fail(`the ${endOf[mode.credential]}`);
        if (answer) credential.notice(answer);
        journey.requested(model.logsInAgain && outcome === 'unauthenticated');
      },
    },
  };

  /** Whether the answer gave a credential. An answer without one ends the trial. */
  function take(answer: Answer | undefined, grant: Grant): boolean {
    const flaw = answer ? credential.accept(answer, grant) : `the ${grant} was not answered`;
    if (flaw !== null) fail(flaw);
    else record.issuer = answer && instanceOf(answer);
    return flaw === null;
  }

  function fail(flaw: string): void {
    plan.onFailure(`${mode.name}, ${username}: ${flaw}.`);
  }

  function settle(answer: Answer | undefined, latencyMs: number) {
    if (underWay === undefined) return;
    const wasFinished = journey.isFinished();
    steps[underWay].settle(answer, latencyMs);
    underWay = undefined;
    if (journey.isFinished() && !wasFinished) plan.onFinished();
  }

  return {
    record,
    /** The request to send now. A previous request without an answer is lost. */
    next(): ApiRequest {
      settle(undefined, 0);
      underWay = journey.next();
      return steps[underWay].send();
    },
    answered: (answer: Answer, latencyMs: number) => settle(answer, latencyMs),
    /** The think time before the next request, from the latency of the last one. */
    thinkMs(latencyMs: number) {
      const ms = Math.max(waitMs, drawThinkMs(latencyMs));
      waitMs = 0;
      return ms;
    },
    /** Ends the trial for the user; a request still under way is lost. */
    leave: () => settle(undefined, 0),
    isFinished: journey.isFinished,
  };
}

/** The predictions are for log-ins that live longer than the trial. */
const endOf = {
  session: 'session expired during the trial; raise SESSION_TTL, or lower --requests',
  jwt: 'token expired during the trial; raise JWT_TTL, or lower --requests',
} as const satisfies Record<Mode['credential'], string>;

// The journey of one virtual user: which kind of request comes next, and after which pause.

/**
 * `open` needs no log-in, like the rest of a page; `logIn` sends the credentials; `refresh` exchanges a credential that
 * expires soon; `request` is a logged-in request, the only kind with an outcome that counts.
 */
type JourneyStep = 'open' | 'logIn' | 'refresh' | 'request';

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

export function createJourney(plan: JourneyPlan) {
  let opensLeft = plan.ramp;
  let requestsLeft = plan.requests;
  let upcoming: JourneyStep = plan.requests > 0 ? 'logIn' : 'open';

  return {
    /** After the last logged-in request always `open`, which keeps up the load for the other users. */
    next(): JourneyStep {
      if (opensLeft > 0) {
        opensLeft -= 1;
        return 'open';
      }
      return upcoming === 'request' && plan.mustRefresh() ? 'refresh' : upcoming;
    },
    /** The log-in that was due succeeded. */
    loggedIn: proceed,
    /** A logged-in request is over. */
    requested(mustLogInAgain: boolean): void {
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
export function randomOpenRequests(instances: number): number {
  return Math.floor(Math.random() * instances);
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
