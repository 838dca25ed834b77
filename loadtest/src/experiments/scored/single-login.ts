// Single log-in: ten log-ins of one user at once, each of which is to end the others; and log-ins amid other requests.
import {
  predictAcceptedCredentials,
  predictLiveLogIns,
  predictLoggedOutByPageLoad,
  predictLossAfterExclusive,
  predictRefusedExclusive,
} from '@scale-out-lab/core';
import { toFigure } from '../../model/figure.js';
import { usernameOf } from '../../users/usernames.js';
import type { ClusterClient } from '../client/cluster-client.js';
import { type LogIn, logInRequest, meRequest, readLogIn, refreshRequest } from '../client/log-in.js';
import { createTrialRecord, type TrialRecord } from '../client/trial-record.js';
import type { TrialPlan } from '../experiment.js';
import { countLoggedOutByPageLoad, countPageLoads } from './page-loads.js';
import { scored } from './scored.js';

const count = 10;

export const singleLogin = scored({
  question:
    'One user logs in ten times at once, each time to end all other log-ins: how many are left? And is a page logged in that asks for its user while it logs in?',
  headline: `log-ins of one user that are left of ${count} at once, each of which was to end the others`,
  runsConcurrently: true,
  async observe(cluster, plan) {
    const { mode, instances } = plan;
    const pageLoads = countPageLoads(plan);
    const refusedExpectation = predictRefusedExclusive(mode, count);
    const record = createTrialRecord();
    const exclusive = await logInAtOnce(cluster, plan, true);
    const isRefused = exclusive.replies.every(({ answer }) => answer?.status === 501);
    // What cannot be exclusive is then logged in as usual.
    const { logIns } = isRefused ? await logInAtOnce(cluster, plan, false) : exclusive;
    for (const { username } of logIns) record.noteLogIn(username);

    const issuers = new Set(logIns.map(({ issuer }) => issuer)).size;
    const conditions = { logIns: count, instances: instances.length, issuers };
    const expected = {
      live: predictLiveLogIns(mode, conditions),
      accepted: predictAcceptedCredentials(mode, conditions),
    };
    const expectedLoss = predictLossAfterExclusive(mode, conditions);
    const accepted = await countAccepted(cluster, plan, logIns, { record, expectedLoss });
    const live = mode.refresh ? await countRenewable(cluster, plan, logIns) : accepted;
    const refused = exclusive.replies.filter(({ answer }) => answer?.status === 501).length;
    const loggedOut = await countLoggedOutByPageLoad(cluster, plan, record);
    return {
      records: record.records,
      predicted: record.predicted(),
      figures: [
        toFigure('log-ins left', 'log-ins', expected.live, live),
        toFigure('credentials accepted right after', 'credentials', expected.accepted, accepted),
        toFigure('exclusive log-ins refused with 501', 'log-ins', refusedExpectation, refused),
        toFigure(
          'first page loads logged out',
          `of ${pageLoads} page loads`,
          predictLoggedOutByPageLoad(mode, instances.length, pageLoads),
          loggedOut,
        ),
      ],
    };
  },
});

/** Over all instances: by every route in turn. */
async function logInAtOnce(cluster: ClusterClient, { mode, firstUser }: TrialPlan, isExclusive: boolean) {
  const routes = await cluster.routes();
  const username = usernameOf(firstUser);
  const request = logInRequest(mode, username, isExclusive ? { exclusive: true } : {});
  const ways = Array.from({ length: count }, (_, index) => routes[index % routes.length]);
  const replies = await Promise.all(ways.map((way) => cluster.send(request, way)));
  const isDone = replies.some(({ answer }) => answer?.status !== 501);
  const logIns = isDone ? replies.map((reply, index) => readLogIn(mode, username, reply, ways[index])) : [];
  return { replies, logIns };
}

/** A log-in works if any instance accepts its credential. All are shown at once: the shortest live for five seconds. */
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

async function countRenewable(
  cluster: ClusterClient,
  { mode }: TrialPlan,
  logIns: readonly LogIn[],
): Promise<number> {
  const requests = logIns.map(({ refreshToken = '' }) => refreshRequest(mode, refreshToken));
  const replies = await Promise.all(requests.map((request) => cluster.send(request)));
  return replies.filter(({ answer }) => answer?.status === 200).length;
}
