// Families of refresh tokens, as a client has them: a log-in opens one, and each refresh adds a token.
import { decodeClaims } from '@scale-out-lab/core';
import { refreshRequest } from '../../http/requests.js';
import { textField } from '../../model/answer.js';
import { usernameOf, usersOfTrial } from '../../users/record.js';
import type { TrialPlan } from '../experiment.js';
import type { ClusterClient, Reply } from './cluster-client.js';
import { logIn } from './log-in.js';
import type { TrialRecord } from './trial-record.js';

export interface Families {
  /** Logs in, and resolves to the first refresh token. */
  open(index: number): Promise<string>;
  refresh(token: string): Promise<Reply>;
  /** A refresh that counts. Resolves to whether the token still gives a new one. */
  present(index: number, token: string, expectedLoss: number): Promise<boolean>;
  /** Refreshes that were neither granted nor refused. */
  unaccounted(): number;
}

export function createFamilies(
  cluster: ClusterClient,
  { mode, firstUser }: TrialPlan,
  record: TrialRecord,
): Families {
  const usernameIn = (index: number) => usernameOf(firstUser + (index % usersOfTrial));
  let unaccounted = 0;

  async function refresh(token: string): Promise<Reply> {
    const reply = await cluster.send(refreshRequest(mode, token));
    if (![200, 401].includes(reply.answer?.status ?? 0)) unaccounted += 1;
    return reply;
  }
  return {
    refresh,
    unaccounted: () => unaccounted,
    async open(index) {
      const { username, refreshToken = '' } = await logIn(cluster, mode, usernameIn(index));
      record.noteLogIn(username);
      return refreshToken;
    },
    async present(index, token, expectedLoss) {
      const reply = await refresh(token);
      return record.note(usernameIn(index), withClaims(reply), expectedLoss) === 'ok';
    },
  };
}

export function isGranted({ answer }: Reply): boolean {
  return answer?.status === 200;
}

export function nextToken({ answer }: Reply): string {
  return (answer && textField(answer, 'refresh_token')) ?? '';
}

/** The claims of the new access token as the body: an answer counts as `ok` if it names the right user. */
function withClaims(reply: Reply): Reply {
  const token = reply.answer && textField(reply.answer, 'access_token');
  if (!reply.answer || token === undefined) return reply;
  return { ...reply, answer: { ...reply.answer, body: JSON.stringify(decodeClaims(token)) } };
}
