// A turn: the request that a user sends next, and what its answer means to that user. One entry a kind.
import type { Mode } from '@scale-out-lab/core';
import type { HttpRequest } from '../experiments/client/http.js';
import { logInRequest, logOutRequest, meRequest, refreshRequest } from '../experiments/client/log-in.js';
import type { Answer } from '../model/answer.js';
import { classify, type Outcome } from '../model/outcome.js';
import type { Grant, UserCredential } from '../users/credential.js';
import type { RequestKind } from './entry.js';

/** Who sends: one user of one mode, with what the log-in gave. */
export interface TrafficUser {
  readonly mode: Mode;
  readonly username: string;
  readonly credential: UserCredential;
}

export interface PlannedRequest {
  readonly mode: string;
  readonly username: string;
  readonly kind: RequestKind;
  readonly request: HttpRequest;
  /** Takes the answer, or undefined where none came; to be called exactly once. */
  settle(answer: Answer | undefined): Outcome;
}

interface Kind {
  request(user: TrafficUser): HttpRequest;
  judge(user: TrafficUser, answer: Answer): Outcome;
}

const kinds: Readonly<Record<RequestKind, Kind>> = {
  read: { request: ({ mode, credential }) => meRequest(mode, credential.all()), judge: judgeNaming },
  logIn: { request: ({ mode, username }) => logInRequest(mode, username), judge: judgeGrant('log-in') },
  refresh: {
    request: ({ mode, credential }) => refreshRequest(mode, credential.refreshToken() ?? ''),
    judge: judgeGrant('refresh'),
  },
  logOut: { request: requestLogOut, judge: judgeNaming },
};

/** @param afterwards is told the outcome, when there is one */
export function planRequest(
  kind: RequestKind,
  user: TrafficUser,
  afterwards?: (outcome: Outcome) => void,
): PlannedRequest {
  const { mode, username } = user;
  return {
    mode: mode.name,
    username,
    kind,
    request: kinds[kind].request(user),
    settle(answer) {
      const outcome = answer ? kinds[kind].judge(user, answer) : 'error';
      afterwards?.(outcome);
      return outcome;
    },
  };
}

function judgeNaming({ username }: TrafficUser, answer: Answer): Outcome {
  return classify(answer, username);
}

/** What gives a credential need not name the user; but it must give one, which the user keeps. */
function judgeGrant(grant: Grant) {
  return ({ username, credential }: TrafficUser, answer: Answer): Outcome => {
    const fault = credential.accept(answer, grant);
    if (answer.status !== 200) return classify(answer, username);
    return fault === null ? 'ok' : 'error';
  };
}

/** Where there is a refresh token it is sent too: the access token may be over, which must not keep anybody logged in. */
function requestLogOut({ mode, credential }: TrafficUser): HttpRequest {
  const token = credential.refreshToken();
  if (token === undefined) return logOutRequest(mode, credential.all());
  return { ...refreshRequest(mode, token), path: logOutRequest(mode, {}).path };
}
