// Page loads: the page of a new browser requests its user three times while it logs in.

import { canMiss } from '@scale-out-lab/core';
import pLimit from 'p-limit';
import {
  type ApiRequest,
  instanceRequest,
  logInRequest,
  meRequest,
  withHeaders,
} from '../../http/requests.js';
import { headerValues } from '../../model/answer.js';
import { createCookieJar } from '../../users/credential.js';
import { usernameOf, usersOfTrial } from '../../users/record.js';
import { randomOpenRequests } from '../../users/virtual-user.js';
import type { ClusterClient, Reply } from '../client/cluster-client.js';
import { readLogIn } from '../client/log-in.js';
import type { TrialRecord } from '../client/trial-record.js';
import type { TrialPlan } from '../experiment.js';

const mostPageLoads = 150;
const requestsWhileLoggingIn = 3;
const concurrentBrowsers = 4;

/** No more than the log-outs that the plan races, so that a short run stays short. */
export const countPageLoads = ({ logOuts }: TrialPlan): number => Math.min(mostPageLoads, logOuts);

/** Resolves to how many browsers are refused by the first request after the page is loaded. */
export async function countLoggedOutByPageLoad(
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
