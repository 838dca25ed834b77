// Users who are watched through a fault: logged in before it, and afterwards shown to every instance one by one.
import { accepts } from '@scale-out-lab/core';
import { sum } from '../../../statistics/samples.js';
import { usernameOf } from '../../../users/usernames.js';
import type { ClusterClient } from '../../client/cluster-client.js';
import { inParallel } from '../../client/in-parallel.js';
import { type LogIn, logIn, meRequest, readRefreshed, refreshRequest } from '../../client/log-in.js';
import { createTrialRecord } from '../../client/trial-record.js';
import type { Observation, TrialPlan } from '../../experiment.js';

/** Of all modes together Redis and the instances are asked as many things at a time as the clients have connections. */
const atATime = 8;

/** By every route in turn, so that every instance logs some of them in. */
export async function logInWatched(
  cluster: ClusterClient,
  { mode }: TrialPlan,
  { first, count }: { readonly first: number; readonly count: number },
): Promise<readonly LogIn[]> {
  const routes = await cluster.routes();
  const watched: LogIn[] = [];
  await inParallel(count, atATime, async (index) => {
    const route = routes[index % routes.length];
    watched[index] = await logIn(cluster, mode, usernameOf(first + index), { route });
  });
  return watched;
}

export interface LoggedInCount {
  readonly loggedIn: number;
  readonly observed: Pick<Observation, 'records' | 'predicted'>;
}

export interface CountOptions {
  /** Whether those who have a refresh token use it first (they do, unless told otherwise). */
  readonly renews?: boolean;
}

/** Two censuses as one observation. */
export function mergeObserved(
  a: LoggedInCount['observed'],
  b: LoggedInCount['observed'],
): LoggedInCount['observed'] {
  const [sentA, sentB] = [a, b].map(({ records }) => sum(records.map(({ sent }) => sent))) as [
    number,
    number,
  ];
  const records = [...a.records, ...b.records];
  return { records, predicted: (a.predicted * sentA + b.predicted * sentB) / (sentA + sentB) };
}

/**
 * How many are still logged in: some instance accepts their credential, where there are refresh tokens a renewed one.
 * @param isOver whether nobody should accept that log-in any more
 */
export async function countLoggedIn(
  cluster: ClusterClient,
  { mode }: TrialPlan,
  watched: readonly LogIn[],
  isOver: (logIn: LogIn) => boolean,
  { renews = true }: CountOptions = {},
): Promise<LoggedInCount> {
  const record = createTrialRecord();
  let loggedIn = 0;
  await inParallel(watched.length, atATime, async (index) => {
    const one = watched[index] as LogIn;
    record.noteLogIn(one.username);
    const renewal = renews ? await renew(cluster, mode, one) : undefined;
    if (renewal && !renewal.credential) {
      // Its access token may live on for some seconds, but whose token cannot be renewed is on the way out.
      record.note(one.username, renewal.reply, isOver(one) ? 1 : 0);
      return;
    }
    const replies = await cluster.checkOnEveryInstance(
      meRequest(mode, renewal?.credential ?? one.credential),
    );
    const outcomes = replies.map((reply) => {
      const isRefused = isOver(one) || !accepts(mode, reply.instance ?? '', { issuer: one.issuer });
      return record.note(one.username, reply, isRefused ? 1 : 0);
    });
    if (outcomes.includes('ok')) loggedIn += 1;
  });
  return { loggedIn, observed: { records: record.records, predicted: record.predicted() } };
}

/** With the refresh token that came with it, where there is one; the credential is undefined if that was refused. */
export async function renew(cluster: ClusterClient, mode: TrialPlan['mode'], { refreshToken }: LogIn) {
  if (refreshToken === undefined) return undefined;
  const reply = await cluster.send(refreshRequest(mode, refreshToken));
  return { reply, credential: readRefreshed(reply) };
}
