// The request that a user sends next, and how its answer is judged. One table entry a kind of request.
import type { Mode } from '@scale-out-lab/core';
import { type ApiRequest, logInRequest, logOutRequest, meRequest, refreshRequest } from '../http/requests.js';
import { type Answer, classify, type Outcome } from '../model/answer.js';
import type { Grant, UserCredential } from '../users/credential.js';

/** `read` calls /me; the others give, renew or end a credential. */
export type RequestKind = 'read' | 'logIn' | 'logOut' | 'refresh';

/** One user of one mode, with the credential that the log-in gave. */
export interface TrafficUser {
  readonly mode: Mode;
  readonly username: string;
  readonly credential: UserCredential;
}

export interface PlannedRequest {
  readonly mode: string;
  readonly username: string;
  readonly kind: RequestKind;
  readonly request: ApiRequest;
  /** Takes the answer, or undefined if none came; to be called exactly once. */
  settle(answer: Answer | undefined): Outcome;
}

interface Kind {
  request(user: TrafficUser): ApiRequest;
  judge(user: TrafficUser, answer: Answer): Outcome;
}

const kinds: Readonly<Record<RequestKind, Kind>> = {
  read: {
    request: ({ mode, credential }) => meRequest(mode, credential.all()),
    judge(user, answer) {
      // A refusal would delete the session cookie: the user keeps it, as in all other modes.
      if (answer.status === 200) user.credential.notice(answer);
      return judgeUsername(user, answer);
    },
  },
  logIn: { request: ({ mode, username }) => logInRequest(mode, username), judge: judgeGrant('log-in') },
  refresh: {
    request: ({ mode, credential }) => refreshRequest(mode, credential.refreshToken()),
    judge: judgeGrant('refresh'),
  },
  logOut: { request: requestLogOut, judge: judgeUsername },
};

/** @param onSettled called with the outcome */
export function planRequest(
  kind: RequestKind,
  user: TrafficUser,
  onSettled?: (outcome: Outcome) => void,
): PlannedRequest {
  const { mode, username } = user;
  return {
    mode: mode.name,
    username,
    kind,
    request: kinds[kind].request(user),
    settle(answer) {
      const outcome = answer ? kinds[kind].judge(user, answer) : 'error';
      onSettled?.(outcome);
      return outcome;
    },
  };
}

function judgeUsername({ username }: TrafficUser, answer: Answer): Outcome {
  return classify(answer, username);
}

/** An answer that gives a credential need not name the user, but it must give one. The user keeps it. */
function judgeGrant(grant: Grant) {
  return ({ username, credential }: TrafficUser, answer: Answer): Outcome => {
    const flaw = credential.accept(answer, grant);
    if (answer.status !== 200) return classify(answer, username);
    return flaw === null ? 'ok' : 'error';
  };
}

/** A refresh token logs out too: the access token may have expired, and the user must still be able to log out. */
function requestLogOut({ mode, credential }: TrafficUser): ApiRequest {
  const token = credential.refreshToken();
  if (token === undefined) return logOutRequest(mode, credential.all());
  return { ...refreshRequest(mode, token), path: logOutRequest(mode, {}).path };
}
