// Single log-in: ten log-ins of one user at once, each of which ends the others; and log-ins amid other requests.

import {
  canMiss,
  predictAcceptedCredentials,
  predictLiveLogIns,
  predictLoggedOutByPageLoad,
  predictLossAfterExclusive,
  predictRefusedExclusive,
} from '@scale-out-lab/core';
import pLimit from 'p-limit';
import {
  type ApiRequest,
  instanceRequest,
  logInRequest,
  meRequest,
  refreshRequest,
  withHeaders,
} from '../../http/requests.js';
import { toFigures } from '../../model/agreement.js';
import { headerValues } from '../../model/answer.js';
import { createCookieJar } from '../../users/credential.js';
import { usernameOf, usersOfTrial } from '../../users/record.js';
import { randomOpenRequests } from '../../users/virtual-user.js';
import type { ClusterClient, Reply } from '../client/cluster-client.js';
import { createTrialRecord, type LogIn, readLogIn, type TrialRecord } from '../client/log-in.js';
import type { TrialPlan } from '../experiment.js';
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

// Page loads: the page of a new browser requests its user three times while it logs in.

const mostPageLoads = 150;
const requestsWhileLoggingIn = 3;
const concurrentBrowsers = 4;

/** No more than the log-outs that the plan races, so that a short run stays short. */
const countPageLoads = ({ logOuts }: TrialPlan): number => Math.min(mostPageLoads, logOuts);

/** Resolves to how many browsers are refused by the first request after the page is loaded. */
async function countLoggedOutByPageLoad(
  cluster: ClusterClient,
  plan: TrialPlan,
  record: TrialRecord,
): Promise<number> {
  const { mode, instances, firstUser } = plan;
  const expectedLoss = canMiss(mode) ? (instances.length - 1) / instances.length : 0;
  let loggedOut = 0;

  async function loadPage(index: number) {
    // Not the first user, whose exclusive log-ins end all others.
    const username = usernameOf(firstUser + 1 + (index % (usersOfTrial - 1)));
    const browser = openBrowser(cluster);
    const logIn = browser.send(logInRequest(mode, username, { transport: 'cookie' }));
    const answers = Array.from({ length: requestsWhileLoggingIn }, () => browser.send(meRequest(mode, {})));
    readLogIn(mode, username, await logIn);
    record.noteLogIn(username);
    await Promise.all(answers);
    for (let left = randomOpenRequests(instances.length); left > 0; left -= 1)
      await cluster.send(instanceRequest);
    const next = await browser.send(meRequest(mode, {}));
    if (record.note(username, next, expectedLoss) !== 'ok') loggedOut += 1;
  }
  await pLimit(concurrentBrowsers).map(Array(countPageLoads(plan)).keys(), loadPage);
  return loggedOut;
}

// A browser: all its tabs share one cookie jar, in which the last cookie of a name wins.

interface Browser {
  /** Sends the cookies that are in the jar now, and stores those of the answer when it comes. */
  send(request: ApiRequest): Promise<Reply>;
}

export function openBrowser(cluster: Pick<ClusterClient, 'send'>): Browser {
  const jar = createCookieJar();
  return {
    async send(request) {
      const cookie = jar.header();
      const reply = await cluster.send(cookie === undefined ? request : withHeaders(request, { cookie }));
      if (reply.answer) jar.store(headerValues(reply.answer, 'set-cookie'));
      return reply;
    },
  };
}
