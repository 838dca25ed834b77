// Watched users: logged in before a fault, and afterwards checked on every instance one by one.
import { accepts, type Mode, missingError } from '@scale-out-lab/core';
import pLimit from 'p-limit';
import { logOutByRefreshRequest, logOutRequest, meRequest, refreshRequest } from '../../../http/requests.js';
import { sum } from '../../../statistics/samples.js';
import { usernameOf } from '../../../users/record.js';
import type { ClusterClient, ModeClient } from '../../client/cluster-client.js';
import { type LogIn, logIn, readCredential, withoutCopy } from '../../client/log-in.js';
import { createTrialRecord, isAcceptedAnywhere, type Observed } from '../../client/scored-trial.js';

/** Concurrent checks of one mode. All modes are checked at the same time. */
export const concurrentChecks = 8;

/** By every route in turn, so that every instance logs some of them in. */
export async function logInWatched(
  client: ModeClient,
  first: number,
  count: number,
): Promise<readonly LogIn[]> {
  const routes = await client.cluster.routes();
  return pLimit(concurrentChecks).map(Array(count).keys(), (index) =>
    logIn(client, usernameOf(first + index), { route: routes[index % routes.length] }),
  );
}

export interface LoggedInCount {
  /** How many were checked. */
  readonly members: number;
  readonly loggedIn: number;
  readonly observed: Observed;
}

interface CountOptions {
  /** Whether every instance should refuse that log-in. */
  readonly isEnded: (logIn: LogIn) => boolean;
  /** Whether users with a refresh token use it first. */
  readonly refreshes: boolean;
}

/** Counts the users with a credential, original or refreshed, that some instance accepts. */
export async function countLoggedIn(
  { mode, cluster }: ModeClient,
  watched: readonly LogIn[],
  { isEnded, refreshes }: CountOptions,
): Promise<LoggedInCount> {
  const record = createTrialRecord();
  let loggedIn = 0;
  await pLimit(concurrentChecks).map(watched, async (one) => {
    record.noteLogIn(one.username);
    const refreshed = refreshes ? await refresh(cluster, mode, one) : undefined;
    if (refreshed && !refreshed.credential) {
      // The access token may work for some seconds more, but without a refresh the user is about to be logged out.
      record.note(one.username, refreshed.reply, isEnded(one) ? 1 : 0);
      return;
    }
    const credential = refreshed?.credential ?? withoutCopy(mode, one.credential);
    const lossOn = (instance: string) =>
      isEnded(one) || !accepts(mode, instance, { issuer: one.issuer }) ? 1 : 0;
    const shown = { username: one.username, credential };
    if (await isAcceptedAnywhere({ cluster, mode, record }, shown, lossOn)) loggedIn += 1;
  });
  return { members: watched.length, loggedIn, observed: record.observed() };
}

/** Undefined without a refresh token. The credential is undefined if the refresh was refused. */
export async function refresh(cluster: ClusterClient, mode: Mode, { refreshToken }: LogIn) {
  if (refreshToken === undefined) return undefined;
  const reply = await cluster.send(refreshRequest(mode, refreshToken));
  return { reply, credential: readCredential(reply) };
}

/** How many log-ins any instance accepts, without a copy of the session. */
export async function countAccepted(
  { mode, cluster }: ModeClient,
  logIns: readonly LogIn[],
): Promise<number> {
  const accepted = await pLimit(concurrentChecks).map(logIns, async ({ credential }) => {
    const replies = await cluster.checkOnEveryInstance(meRequest(mode, withoutCopy(mode, credential)));
    return replies.some(({ answer }) => answer?.status === 200);
  });
  return accepted.filter(Boolean).length;
}

/** How many log-ins work. An access token may have expired by now, so users with a refresh token use that. */
export async function countUsable(client: ModeClient, logIns: readonly LogIn[]): Promise<number> {
  const { cluster, mode } = client;
  if (!mode.refresh) return countAccepted(client, logIns);
  const refreshed = await pLimit(concurrentChecks).map(logIns, (logIn) => refresh(cluster, mode, logIn));
  return refreshed.filter((each) => each?.credential).length;
}

/** @throws ExitError when a log-out does nothing */
export async function logOutAll(client: ModeClient, logIns: readonly LogIn[]): Promise<void> {
  const { mode, cluster } = client;
  await pLimit(concurrentChecks).map(logIns, ({ credential, refreshToken }) => {
    const request = refreshToken
      ? logOutByRefreshRequest(mode, refreshToken)
      : logOutRequest(mode, credential);
    // Until the issuer is reached, in a mode in which instances refuse each other's credentials.
    return cluster.sendUntil(request, ({ answer }) => answer?.status === 200);
  });
  if ((await countUsable(client, logIns)) === 0) return;
  throw missingError(`${mode.name}: a log-out was answered with 200, and did nothing.`);
}

/** Several counts as one observation. The share of losses is weighted by the requests. */
export function mergeObserved(all: readonly Observed[]): Observed {
  const sentIn = ({ records }: Observed) => sum(records.map(({ sent }) => sent));
  const expectedLosses = sum(all.map((each) => each.predicted * sentIn(each)));
  return { records: all.flatMap(({ records }) => records), predicted: expectedLosses / sum(all.map(sentIn)) };
}
