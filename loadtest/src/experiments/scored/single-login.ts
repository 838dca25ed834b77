// Single log-in: ten log-ins of one user at once, each of which ends the others; and log-ins amid other requests.
import {
  predictAcceptedCredentials,
  predictLiveLogIns,
  predictLoggedOutByPageLoad,
  predictLossAfterExclusive,
  predictRefusedExclusive,
} from '@scale-out-lab/core';
import { logInRequest, meRequest, refreshRequest } from '../../http/requests.js';
import { toFigures } from '../../model/figure.js';
import { usernameOf } from '../../users/record.js';
import type { ClusterClient } from '../client/cluster-client.js';
import { type LogIn, readLogIn } from '../client/log-in.js';
import { createTrialRecord, type TrialRecord } from '../client/trial-record.js';
import type { TrialPlan } from '../experiment.js';
import { countLoggedOutByPageLoad, countPageLoads } from './page-loads.js';
import { scored } from './scored.js';

const count = 10;

export const singleLogin = scored({
  question:
    'One user logs in ten times at once, each asking to end the others. How many log-ins stay valid? Is a page logged in that calls /me while it logs in?',
  headline: `log-ins still active after ${count} simultaneous exclusive log-ins of one user`,
  runsConcurrently: true,
  async observe(cluster, plan) {
    const { mode, instances } = plan;
    const pageLoads = countPageLoads(plan);
    const record = createTrialRecord();
    const exclusive = await logInAtOnce(cluster, plan, true);
    const isRefused = exclusive.replies.every(({ answer }) => answer?.status === 501);
    // A mode without exclusive log-ins gets ordinary ones instead.
    const { logIns } = isRefused ? await logInAtOnce(cluster, plan, false) : exclusive;
    for (const { username } of logIns) record.noteLogIn(username);

    const issuers = new Set(logIns.map(({ issuer }) => issuer)).size;
    const conditions = { logIns: count, instances: instances.length, issuers };
    const expectedLoss = predictLossAfterExclusive(mode, conditions);
    const accepted = await countAccepted(cluster, plan, logIns, { record, expectedLoss });
    const live = mode.refresh ? await countRefreshable(cluster, plan, logIns) : accepted;
    const refused = exclusive.replies.filter(({ answer }) => answer?.status === 501).length;
    const loggedOut = await countLoggedOutByPageLoad(cluster, plan, record);
    return {
      ...record.observed(),
      figures: toFigures([
        {
          name: 'log-ins left',
          unit: 'log-ins',
          expected: predictLiveLogIns(mode, conditions),
          measured: live,
        },
        {
          name: 'credentials accepted right after',
          unit: 'credentials',
          expected: predictAcceptedCredentials(mode, conditions),
          measured: accepted,
        },
        {
          name: 'exclusive log-ins refused with 501',
          unit: 'log-ins',
          expected: predictRefusedExclusive(mode, count),
          measured: refused,
        },
        {
          name: 'first page loads logged out',
          unit: `of ${pageLoads} page loads`,
          expected: predictLoggedOutByPageLoad(mode, instances.length, pageLoads),
          measured: loggedOut,
        },
      ]),
    };
  },
});

/** On all instances: by every route in turn. */
async function logInAtOnce(cluster: ClusterClient, { mode, firstUser }: TrialPlan, isExclusive: boolean) {
  const routes = await cluster.routes();
  const username = usernameOf(firstUser);
  const request = logInRequest(mode, username, isExclusive ? { exclusive: true } : {});
  const ways = Array.from({ length: count }, (_, index) => routes[index % routes.length]);
  const replies = await Promise.all(ways.map((way) => cluster.send(request, way)));
  const isSupported = replies.some(({ answer }) => answer?.status !== 501);
  const logIns = isSupported
    ? replies.map((reply, index) => readLogIn(mode, username, reply, ways[index]))
    : [];
  return { replies, logIns };
}

/** A log-in works if any instance accepts its credential. All are sent at once: the shortest live for five seconds. */
async function countAccepted(
  cluster: ClusterClient,
  { mode }: TrialPlan,
  logIns: readonly LogIn[],
  { record, expectedLoss }: { record: TrialRecord; expectedLoss: number },
): Promise<number> {
  const isAccepted = await Promise.all(
    logIns.map(async ({ username, credential }) => {
      const replies = await cluster.checkOnEveryInstance(meRequest(mode, credential));
      return replies.map((reply) => record.note(username, reply, expectedLoss)).includes('ok');
    }),
  );
  return isAccepted.filter(Boolean).length;
}

async function countRefreshable(
  cluster: ClusterClient,
  { mode }: TrialPlan,
  logIns: readonly LogIn[],
): Promise<number> {
  const replies = await Promise.all(
    logIns.map(({ refreshToken = '' }) => cluster.send(refreshRequest(mode, refreshToken))),
  );
  return replies.filter(({ answer }) => answer?.status === 200).length;
}
