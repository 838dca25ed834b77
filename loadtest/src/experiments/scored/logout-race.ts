// Log-out race: log-outs amid requests of the same user that are in flight. Does a session become valid again?

import {
  accepts,
  countAcceptingAfterLogOut,
  missingError,
  predictLiveAfterLogOut,
  predictUnaccountedAroundLogOut,
} from '@scale-out-lab/core';
import pLimit from 'p-limit';
import { logOutRequest, meRequest } from '../../http/requests.js';
import type { AffinityRoute, Reply } from '../client/cluster-client.js';
import type { LogIn } from '../client/log-in.js';
import { isAcceptedAnywhere, logInRecorded, type ScoredTrial, usernameIn } from '../client/scored-trial.js';
import { scored } from './scored.js';

const concurrentRaces = 8;
/** Where a log-out ends nothing there is no race to win, and a few log-outs show that. */
const fewLogOuts = 10;

export const logoutRace = scored({
  question: {
    en: 'Users log out while requests are in flight. Does an ended session become valid again?',
    ko: '요청을 처리하는 중에 로그아웃합니다. 끝난 세션이 다시 유효해집니까?',
  },
  headline: {
    en: `log-ins that survive a log-out amid requests in flight (of ${fewLogOuts} if none can end)`,
    ko: `요청을 처리하는 중에 로그아웃한 뒤에도 유효한 로그인 수(끝낼 수 없는 모드는 ${fewLogOuts}개 중)`,
  },
  async observe(trial) {
    const { mode, instances } = trial;
    const isEnded = countAcceptingAfterLogOut(mode, instances.length) === 0;
    const logOuts = isEnded ? trial.logOuts : Math.min(trial.logOuts, fewLogOuts);
    const routes = await trial.cluster.routes();
    let live = 0;
    let unaccounted = 0;

    await pLimit(concurrentRaces).map(Array(logOuts).keys(), async (index) => {
      const route = routes[index % routes.length];
      const owner = await logInRecorded(trial, usernameIn(trial, index), { route });
      const { loggedOut, around } = await race(trial, owner, route);
      unaccounted += around.filter(({ answer }) => ![200, 401].includes(answer?.status ?? 0)).length;
      const logInState = { issuer: owner.issuer, loggedOutAt: loggedOut.instance };
      const lossOn = (instance: string) => (accepts(mode, instance, logInState) ? 0 : 1);
      if (await isAcceptedAnywhere(trial, owner, lossOn)) live += 1;
    });
    const expected = predictLiveAfterLogOut(mode, instances.length, logOuts);
    return {
      'log-ins that still work': [`of ${logOuts} log-ins`, expected, live],
      'answers that are neither 200 nor 401': ['answers', predictUnaccountedAroundLogOut(), unaccounted],
    };
  },
});

/** Two requests before the log-out and two after it, all in flight at once; again until an instance logs out. */
async function race({ cluster, mode, instances }: ScoredTrial, owner: LogIn, route?: AffinityRoute) {
  const me = meRequest(mode, owner.credential);
  const volley = [me, me, logOutRequest(mode, owner.credential), me, me];
  const around: Reply[] = [];
  for (let tries = 0; tries < 40 * instances.length; tries += 1) {
    const replies = await Promise.all(volley.map((request) => cluster.send(request, route)));
    around.push(...replies);
    const loggedOut = replies[2];
    if (loggedOut?.answer?.status === 200) return { loggedOut, around };
  }
  throw missingError(`${mode.name}, ${owner.username}: no instance logs out.`);
}
