// Log-out race: log-outs amid requests of the same user that are in flight. Does a log-in come back to life?
import {
  accepts,
  countAcceptingAfterLogOut,
  predictLiveAfterLogOut,
  predictUnaccountedAroundLogOut,
} from '@scale-out-lab/core';
import { exitCodes, LoadtestFailure } from '../../model/failure.js';
import { toFigure } from '../../model/figure.js';
import { usernameOf, usersOfTrial } from '../../users/usernames.js';
import type { AffinityRoute } from '../client/affinity-routes.js';
import type { ClusterClient } from '../client/cluster-client.js';
import type { Reply } from '../client/http.js';
import { inParallel } from '../client/in-parallel.js';
import { type LogIn, logIn, logOutRequest, meRequest } from '../client/log-in.js';
import { createTrialRecord } from '../client/trial-record.js';
import type { TrialPlan } from '../experiment.js';
import { scored } from './scored.js';

/** So many log-outs are raced at a time. */
const atATime = 8;
/** Where a log-out ends nothing there is no race to win, and a few show that. */
const fewLogOuts = 10;

export const logoutRace = scored({
  question: 'Log-outs amid requests that are in flight: does a session come back to life?',
  headline: `log-ins that survive a log-out amid requests in flight (of ${fewLogOuts} where none can end)`,
  async observe(cluster, plan) {
    const { mode, instances, firstUser } = plan;
    const isEnded = countAcceptingAfterLogOut(mode, instances.length) === 0;
    const logOuts = isEnded ? plan.logOuts : Math.min(plan.logOuts, fewLogOuts);
    const expected = {
      live: predictLiveAfterLogOut(mode, instances.length, logOuts),
      unaccounted: predictUnaccountedAroundLogOut(),
    };
    const record = createTrialRecord();
    const routes = await cluster.routes();
    let live = 0;
    let unaccounted = 0;

    await inParallel(logOuts, atATime, async (index) => {
      const route = routes[index % routes.length];
      const owner = await logIn(cluster, mode, usernameOf(firstUser + (index % usersOfTrial)), { route });
      record.noteLogIn(owner.username);
      const { loggedOut, around } = await race(cluster, plan, owner, route);
      unaccounted += around.filter(({ answer }) => ![200, 401].includes(answer?.status ?? 0)).length;
      const met = { issuer: owner.issuer, loggedOutAt: loggedOut.instance };
      const replies = await cluster.checkOnEveryInstance(meRequest(mode, owner.credential));
      const outcomes = replies.map((reply) => {
        const expectedLoss = accepts(mode, reply.instance ?? '', met) ? 0 : 1;
        return record.note(owner.username, reply, expectedLoss);
      });
      if (outcomes.includes('ok')) live += 1;
    });
    return {
      records: record.records,
      predicted: record.predicted(),
      figures: [
        toFigure('log-ins that still work', `of ${logOuts} log-ins`, expected.live, live),
        toFigure('answers that are neither 200 nor 401', 'answers', expected.unaccounted, unaccounted),
      ],
    };
  },
});

/** Two requests before the log-out and two after it, all on their way at once; again until an instance logs out. */
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
  throw new LoadtestFailure(exitCodes.missing, `${mode.name}, ${owner.username}: no instance logs out.`);
}
