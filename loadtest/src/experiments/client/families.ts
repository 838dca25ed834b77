// Families of refresh tokens as a client has them: opened by a log-in, renewed, and shown to see what still works.
import { decodeClaims } from '@scale-out-lab/core';
import { textField } from '../../model/answer.js';
import { usernameOf, usersOfTrial } from '../../users/usernames.js';
import type { TrialPlan } from '../experiment.js';
import type { ClusterClient } from './cluster-client.js';
import type { Reply } from './http.js';
import { logIn, refreshRequest } from './log-in.js';
import type { TrialRecord } from './trial-record.js';

export interface Families {
  /** A new log-in; gives back its first refresh token. */
  open(index: number): Promise<string>;
  refresh(token: string): Promise<Reply>;
  /** A refresh that counts: whether the token still gives a descendant. */
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
    async open(index: number): Promise<string> {
      const { username, refreshToken = '' } = await logIn(cluster, mode, usernameIn(index));
      record.noteLogIn(username);
      return refreshToken;
    },
    async present(index: number, token: string, expectedLoss: number): Promise<boolean> {
      const reply = await refresh(token);
      return record.note(usernameIn(index), namingTheUser(reply), expectedLoss) === 'ok';
    },
  };
}

export function isGranted({ answer }: Reply): boolean {
  return answer?.status === 200;
}

export function nextToken({ answer }: Reply): string {
  return (answer && textField(answer, 'refresh_token')) ?? '';
}

/** For whom the new access token is: an answer that names the right user is what counts as `ok`. */
function namingTheUser(reply: Reply): Reply {
  const token = reply.answer && textField(reply.answer, 'access_token');
  if (!reply.answer || token === undefined) return reply;
  return { ...reply, answer: { ...reply.answer, body: JSON.stringify(decodeClaims(token)) } };
}
