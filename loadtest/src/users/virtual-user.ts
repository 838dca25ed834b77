// One virtual user on one connection: turns the steps of its journey into HTTP requests, and answers into a record.
import type { Client, Mode } from '@scale-out-lab/core';
import { type Answer, instanceOf } from '../model/answer.js';
import { clientModels } from './client-models.js';
import { createCredential, type Grant, type Headers } from './credential.js';
import { drawThinkMs } from './desynchronize.js';
import { createJourney, type JourneyPlan, type JourneyStep } from './journey.js';
import { createRecord, recordAnswer, type UserRecord } from './record.js';

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Headers;
  readonly body?: string;
}

export interface VirtualUser {
  readonly record: UserRecord;
  /** The request to send now. If the one before was never answered, it is lost. */
  next(): HttpRequest;
  answered(answer: Answer, latencyMs: number): void;
  /** How long to think before the next request, given how long the last one took. */
  thinkMs(latencyMs: number): number;
  /** The trial is over; a request still under way is lost. */
  leave(): void;
  isFinished(): boolean;
}

export interface UserPlan extends Omit<JourneyPlan, 'mustRenew'> {
  readonly username: string;
  readonly mode: Mode;
  readonly client: Client;
  readonly onFinished: () => void;
  /** A user who cannot log in, or stay so, ends the trial: no failure rate can be measured. */
  readonly onFailure: (sentence: string) => void;
}

/** What a step sends, and what becomes of it when it is answered (or, with undefined, lost). */
interface StepHandler {
  send(): HttpRequest;
  settle(answer: Answer | undefined, latencyMs: number): void;
}

export function createVirtualUser(plan: UserPlan): VirtualUser {
  const { username, mode } = plan;
  const model = clientModels[plan.client];
  const credential = createCredential(mode.credential, model);
  const journey = createJourney({ ...plan, mustRenew: credential.shouldRefresh });
  const record = createRecord(username);
  let underWay: JourneyStep | undefined;

  const steps: Record<JourneyStep, StepHandler> = {
    open: {
      send: () => ({ method: 'GET', path: '/api/instance', headers: credential.cookies() }),
      settle: (answer) => answer && credential.notice(answer),
    },
    logIn: {
      send() {
        record.logIns += 1;
        return {
          method: 'POST',
          path: `/api/${mode.name}/login`,
          headers: { ...credential.cookies(), 'content-type': 'application/json' },
          body: JSON.stringify({ username, password: 'demo' }),
        };
      },
      settle(answer) {
        if (take(answer, 'log-in')) journey.loggedIn();
      },
    },
    renew: {
      send: () => ({
        method: 'POST',
        path: `/api/${mode.name}/refresh`,
        headers: { ...credential.cookies(), 'content-type': 'application/json' },
        body: JSON.stringify({ refresh_token: credential.refreshToken() }),
      }),
      settle: (answer) => void take(answer, 'refresh'),
    },
    request: {
      send() {
        record.sent += 1;
        record.firstSentAt = Math.min(record.firstSentAt, performance.now());
        return { method: 'GET', path: `/api/${mode.name}/me`, headers: credential.all() };
      },
      settle(answer, latencyMs) {
        const outcome = recordAnswer(record, answer, latencyMs);
        if (answer) credential.notice(answer);
        journey.requested(model.logsInAgain && outcome === 'unauthenticated');
      },
    },
  };

  /** Whether the answer gave a credential; without one the user ends the trial. */
  function take(answer: Answer | undefined, grant: Grant): boolean {
    const fault = answer ? credential.accept(answer, grant) : `the ${grant} was not answered`;
    if (fault !== null) plan.onFailure(`${mode.name}, ${username}: ${fault}.`);
    else record.issuer = answer && instanceOf(answer);
    return fault === null;
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
