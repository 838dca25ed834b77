// Page loads: the page of a fresh browser asks three times who its user is, while it logs in.
import { canMiss } from '@scale-out-lab/core';
import { drawGap } from '../../users/desynchronize.js';
import { usernameOf, usersOfTrial } from '../../users/usernames.js';
import type { TrialPlan } from '../experiment.js';
import { openBrowser } from '../probe/browser.js';
import { inParallel } from '../probe/in-parallel.js';
import type { Ledger } from '../probe/ledger.js';
import { logInRequest, meRequest, readLogIn } from '../probe/log-in.js';
import type { Probe } from '../probe/probe.js';

const most = 150;
const questions = 3;
const atATime = 4;

/** No more than the log-outs that the plan races, so that a short run stays short. */
export const countPageLoads = ({ logOuts }: TrialPlan): number => Math.min(most, logOuts);

/** Resolves to how many browsers are refused by the first request after the page is loaded. */
export async function countLoggedOutByPageLoad(
  probe: Probe,
  plan: TrialPlan,
  ledger: Ledger,
): Promise<number> {
  const { mode, instances, firstUser } = plan;
  const expectedLoss = canMiss(mode) ? (instances.length - 1) / instances.length : 0;
  let loggedOut = 0;
  await inParallel(countPageLoads(plan), atATime, async (index) => {
    // Not the first user, whose exclusive log-ins end all others.
    const username = usernameOf(firstUser + 1 + (index % (usersOfTrial - 1)));
    const browser = openBrowser(probe);
    const logIn = browser.send(logInRequest(mode, username, { transport: 'cookie' }));
    const answers = Array.from({ length: questions }, () => browser.send(meRequest(mode, {})));
    readLogIn(mode, username, await logIn);
    ledger.noteLogIn(username);
    await Promise.all(answers);
    for (let left = drawGap(instances.length); left > 0; left -= 1)
      await probe.send({ method: 'GET', path: '/api/instance' });
    const next = await browser.send(meRequest(mode, {}));
    if (ledger.note(username, next, expectedLoss) !== 'ok') loggedOut += 1;
  });
  return loggedOut;
}
