// Page loads: the page of a new browser requests its user three times while it logs in.
import { canMiss } from '@scale-out-lab/core';
import pLimit from 'p-limit';
import { instanceRequest, logInRequest, meRequest } from '../../http/requests.js';
import { randomOpenRequests } from '../../users/journey.js';
import { usernameOf, usersOfTrial } from '../../users/record.js';
import { openBrowser } from '../client/browser.js';
import type { ClusterClient } from '../client/cluster-client.js';
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
