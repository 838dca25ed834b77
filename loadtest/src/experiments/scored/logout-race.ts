// Log-out race: log-outs amid requests of the same user that are in flight. Does a session become valid again?

import {
  accepts,
  countAcceptingAfterLogOut,
  ExitError,
  exitCodes,
  predictLiveAfterLogOut,
  predictUnaccountedAroundLogOut,
} from '@scale-out-lab/core';
import pLimit from 'p-limit';
import { logOutRequest, meRequest } from '../../http/requests.js';
import { toFigures } from '../../model/agreement.js';
import { usernameOf, usersOfTrial } from '../../users/record.js';
import type { AffinityRoute, ClusterClient, Reply } from '../client/cluster-client.js';
import { createTrialRecord, type LogIn, logIn } from '../client/log-in.js';
import type { TrialPlan } from '../experiment.js';
import { scored } from './scored.js';

const concurrentRaces = 8;
/** Where a log-out ends nothing there is no race to win, and a few log-outs show that. */
const fewLogOuts = 10;

export const logoutRace = scored({
  question: 'Users log out while requests are in flight. Does an ended session become valid again?',
  headline: `log-ins that survive a log-out amid requests in flight (of ${fewLogOuts} if none can end)`,
  async observe(cluster, plan) {
    const { mode, instances, firstUser } = plan;
    const isEnded = countAcceptingAfterLogOut(mode, instances.length) === 0;
    const logOuts = isEnded ? plan.logOuts : Math.min(plan.logOuts, fewLogOuts);
    const expected = predictLiveAfterLogOut(mode, instances.length, logOuts);
    const record = createTrialRecord();
    const routes = await cluster.routes();
    let live = 0;
    let unaccounted = 0;

    async function logOutAmidRequests(index: number) {
      const route = routes[index % routes.length];
      const owner = await logIn(cluster, mode, usernameOf(firstUser + (index % usersOfTrial)), { route });
      record.noteLogIn(owner.username);
      const { loggedOut, around } = await race(cluster, plan, owner, route);
      unaccounted += around.filter(({ answer }) => ![200, 401].includes(answer?.status ?? 0)).length;
      const logInState = { issuer: owner.issuer, loggedOutAt: loggedOut.instance };
      const replies = await cluster.checkOnEveryInstance(meRequest(mode, owner.credential));
      const outcomes = replies.map((reply) =>
        record.note(owner.username, reply, accepts(mode, reply.instance ?? '', logInState) ? 0 : 1),
      );
      if (outcomes.includes('ok')) live += 1;
    }
    await pLimit(concurrentRaces).map(Array(logOuts).keys(), logOutAmidRequests);

    return {
      ...record.observed(),
      figures: toFigures([
        { name: 'log-ins that still work', unit: `of ${logOuts} log-ins`, expected, measured: live },
        {
          name: 'answers that are neither 200 nor 401',
          unit: 'answers',
          expected: predictUnaccountedAroundLogOut(),
          measured: unaccounted,
        },
      ]),
    };
  },
});

/** Two requests before the log-out and two after it, all in flight at once; again until an instance logs out. */
async function race(
  cluster: ClusterClient,
  { mode, instances }: TrialPlan,
  owner: LogIn,
  route?: AffinityRoute,
) {
  const me = meRequest(mode, owner.credential);
  const volley = [me, me, logOutRequest(mode, owner.credential), me, me];
  const around: Reply[] = [];
  for (let tries = 0; tries < 40 * instances.length; tries += 1) {
    const replies = await Promise.all(volley.map((request) => cluster.send(request, route)));
    around.push(...replies);
    const loggedOut = replies[2];
    if (loggedOut?.answer?.status === 200) return { loggedOut, around };
  }
  throw new ExitError(exitCodes.missing, `${mode.name}, ${owner.username}: no instance logs out.`);
}
