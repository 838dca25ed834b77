// Single log-in: ten log-ins of one user at once, each of which ends the others; and log-ins amid other requests.

import {
  canMiss,
  predictAcceptedCredentials,
  predictLiveLogIns,
  predictLoggedOutByPageLoad,
  predictLossAfterExclusive,
  predictRefusedExclusive,
} from '@scale-out-lab/core';
import { logInRequest, meRequest, refreshRequest } from '../../http/requests.js';
import { usernameOf, usersOfTrial } from '../../users/record.js';
import { type LogIn, openBrowser, readLogIn, sendLogIn } from '../client/log-in.js';
import { isAcceptedAnywhere, type ScoredTrial, turnRotation, usernameIn } from '../client/scored-trial.js';
import { countAccepted } from '../faults/harness/watched.js';
import { scored } from './scored.js';

const count = 10;

export const singleLogin = scored({
  question: {
    en: 'One user logs in ten times at once, each asking to end the others. How many log-ins stay valid? Is a page logged in that calls /me while it logs in?',
    ko: '한 사용자가 다른 로그인을 모두 끝내도록 요청하며 동시에 열 번 로그인합니다. 유효한 로그인은 몇 개 남습니까? 로그인하는 동안 /me를 호출한 페이지는 로그인 상태입니까?',
  },
  headline: {
    en: `log-ins still active after ${count} simultaneous exclusive log-ins of one user`,
    ko: `한 사용자가 다른 로그인을 끝내도록 요청하며 동시에 ${count}번 로그인한 뒤 남은 로그인 수`,
  },
  runsConcurrently: true,
  async observe(trial) {
    const { mode, instances } = trial;
    const exclusive = await logInAtOnce(trial, { exclusive: true });
    const refused = exclusive.replies.filter(({ answer }) => answer?.status === 501).length;
    // A mode without exclusive log-ins gets ordinary ones instead.
    const { logIns } = refused === count ? await logInAtOnce(trial, {}) : exclusive;
    for (const { username } of logIns) trial.record.noteLogIn(username);

    const issuers = new Set(logIns.map(({ issuer }) => issuer)).size;
    const conditions = { logIns: count, instances: instances.length, issuers };
    const expectedLoss = predictLossAfterExclusive(mode, conditions);
    // All are shown at once: the shortest live for five seconds.
    const checks = logIns.map((each) => isAcceptedAnywhere(trial, each, () => expectedLoss));
    const accepted = (await Promise.all(checks)).filter(Boolean).length;
    const live = mode.refresh
      ? await countRefreshable(trial, logIns)
      : mode.cacheSeconds
        ? await countAccepted(trial, logIns)
        : accepted;
    // No more than the log-outs that the plan races, so that a short run stays short.
    const pageLoads = Math.min(mostPageLoads, trial.logOuts);
    const loggedOut = await countLoggedOutByPageLoad(trial, pageLoads);
    const expectedLoggedOut = predictLoggedOutByPageLoad(mode, instances.length, pageLoads);
    return {
      'log-ins left': ['log-ins', predictLiveLogIns(mode, conditions), live],
      'credentials accepted right after': [
        'credentials',
        predictAcceptedCredentials(mode, conditions),
        accepted,
      ],
      'exclusive log-ins refused with 501': ['log-ins', predictRefusedExclusive(mode, count), refused],
      'first page loads logged out': [`of ${pageLoads} page loads`, expectedLoggedOut, loggedOut],
    };
  },
});

/** On all instances: by every route in turn. */
async function logInAtOnce(trial: ScoredTrial, options: { exclusive?: true }) {
  const { cluster, mode } = trial;
  const routes = await cluster.routes();
  const username = usernameIn(trial, 0);
  const request = logInRequest(mode, username, options);
  const ways = Array.from({ length: count }, (_, index) => routes[index % routes.length]);
  const replies = await Promise.all(ways.map((way) => sendLogIn(cluster, () => cluster.send(request, way))));
  const isSupported = replies.some(({ answer }) => answer?.status !== 501);
  const logIns = isSupported
    ? replies.map((reply, index) => readLogIn(mode, username, reply, ways[index]))
    : [];
  return { replies, logIns };
}

async function countRefreshable({ cluster, mode }: ScoredTrial, logIns: readonly LogIn[]): Promise<number> {
  const refreshes = logIns.map(({ refreshToken }) => cluster.send(refreshRequest(mode, refreshToken)));
  return (await Promise.all(refreshes)).filter(({ answer }) => answer?.status === 200).length;
}

// Page loads: the page of a new browser requests its user three times while it logs in.

/** One after the other: the page loads of all modes run at the same time, each with four requests at once. */
const mostPageLoads = 150;
const requestsWhileLoggingIn = 3;

/** Resolves to how many browsers are refused by the first request after the page is loaded. */
async function countLoggedOutByPageLoad(trial: ScoredTrial, pageLoads: number): Promise<number> {
  const { cluster, mode, instances, firstUser, record } = trial;
  const expectedLoss = canMiss(mode) ? (instances.length - 1) / instances.length : 0;
  let loggedOut = 0;
  for (let index = 0; index < pageLoads; index += 1) {
    // Not the first user: exclusive log-ins of that user end all others.
    const username = usernameOf(firstUser + 1 + (index % (usersOfTrial - 1)));
    const browser = openBrowser(cluster);
    const request = logInRequest(mode, username, { transport: 'cookie' });
    const [reply] = await Promise.all([
      sendLogIn(cluster, () => browser.send(request)),
      ...Array.from({ length: requestsWhileLoggingIn }, () => browser.send(meRequest(mode, {}))),
    ]);
    readLogIn(mode, username, reply);
    record.noteLogIn(username);
    await turnRotation(trial);
    const next = await browser.send(meRequest(mode, {}));
    if (record.note(username, next, expectedLoss) !== 'ok') loggedOut += 1;
  }
  return loggedOut;
}
