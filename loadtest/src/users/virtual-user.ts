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
import { type Answer, instanceOf } from '../model/answer.js';
import { clientModels, createCredential, type Grant } from './credential.js';
import { createJourney, drawThinkMs, type JourneyPlan, type JourneyStep } from './journey.js';
import { createRecord, recordAnswer, type UserRecord } from './record.js';

export interface VirtualUser {
  readonly record: UserRecord;
  /** The request to send now. A previous request without an answer is lost. */
  next(): ApiRequest;
  answered(answer: Answer, latencyMs: number): void;
  /** How long to think before the next request, given how long the last one took. */
  thinkMs(latencyMs: number): number;
  /** Ends the trial for the user; a request still under way is lost. */
  leave(): void;
  isFinished(): boolean;
}

export interface UserPlan extends Omit<JourneyPlan, 'mustRefresh'> {
  readonly username: string;
  readonly mode: Mode;
  readonly client: Client;
  readonly onFinished: () => void;
  /** A user who cannot log in or refresh ends the trial: no failure rate can be measured. */
  readonly onFailure: (sentence: string) => void;
}

/** What a step sends, and what its answer does; undefined if the request is lost. */
interface StepHandler {
  send(): ApiRequest;
  settle(answer: Answer | undefined, latencyMs: number): void;
}

export function createVirtualUser(plan: UserPlan): VirtualUser {
  const { username, mode } = plan;
  const model = clientModels[plan.client];
  const credential = createCredential(mode.credential, model);
  const journey = createJourney({ ...plan, mustRefresh: credential.shouldRefresh });
  const record = createRecord(username);
  let underWay: JourneyStep | undefined;

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
        if (take(answer, 'log-in')) journey.loggedIn();
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
        if (answer) credential.notice(answer);
        journey.requested(model.logsInAgain && outcome === 'unauthenticated');
      },
    },
  };

  /** Whether the answer gave a credential. An answer without one ends the trial. */
  function take(answer: Answer | undefined, grant: Grant): boolean {
    const flaw = answer ? credential.accept(answer, grant) : `the ${grant} was not answered`;
    if (flaw !== null) plan.onFailure(`${mode.name}, ${username}: ${flaw}.`);
    else record.issuer = answer && instanceOf(answer);
    return flaw === null;
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
    next() {
      settle(undefined, 0);
      underWay = journey.next();
      return steps[underWay].send();
    },
    answered: settle,
    thinkMs: drawThinkMs,
    leave: () => settle(undefined, 0),
    isFinished: journey.isFinished,
  };
}
