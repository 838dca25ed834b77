// First log-outs: many users log out once, through the balancer, as a browser does. How many log-outs are refused?

import {
  accepts,
  ExitError,
  exitCodes,
  predictCopiesAfterFirstLogOut,
  predictMissedLogOuts,
} from '@scale-out-lab/core';
import type { Figure } from '@scale-out-lab/core/wire';
import pLimit from 'p-limit';
import { instanceRequest, logOutRequest, meRequest } from '../../http/requests.js';
import { toFigures } from '../../model/figure.js';
import { usernameOf, usersOfTrial } from '../../users/record.js';
import { randomOpenRequests } from '../../users/virtual-user.js';
import type { ClusterClient } from '../client/cluster-client.js';
import { logIn } from '../client/log-in.js';
import type { TrialRecord } from '../client/trial-record.js';
import type { TrialPlan } from '../experiment.js';

export const mostFirstLogOuts = 60;
export const missedLogOuts = 'first log-outs refused';

/** Few, because experiments of all modes run at the same time and must not be delayed. */
const concurrentUsers = 2;
/** Longer than it takes to show a copy to every instance. */
const lifeSeconds = 60;

/** Every copy is shown to each instance afterwards, and recorded. */
export async function measureFirstLogOuts(
  cluster: ClusterClient,
  { mode, instances, firstUser, logOuts }: TrialPlan,
  record: TrialRecord,
): Promise<readonly Figure[]> {
  const n = instances.length;
  const count = Math.min(mostFirstLogOuts, logOuts);
  const expectedMissed = predictMissedLogOuts(mode, n, count);
  const expectedWorking = predictCopiesAfterFirstLogOut(mode, n, count);
  const routes = await cluster.routes();
  let missed = 0;
  let working = 0;

  async function logOutOnce(index: number) {
    const route = routes[index % routes.length];
    const username = usernameOf(firstUser + (index % usersOfTrial));
    const owner = await logIn(cluster, mode, username, { options: { expires_in: lifeSeconds }, route });
    record.noteLogIn(username);
    // Without them, the rotation would stand where it stood after the log-in.
    for (let left = randomOpenRequests(n); left > 0; left -= 1) await cluster.send(instanceRequest);
    const { answer, instance } = await cluster.send(logOutRequest(mode, owner.credential), route);
    const status = answer?.status ?? 'nothing';
    if (status !== 200 && status !== 401) {
      const sentence = `${mode.name}, ${username}: the log-out was answered with ${status}.`;
      throw new ExitError(exitCodes.missing, sentence);
    }
    if (status === 401) missed += 1;
    const logInState = { issuer: owner.issuer, loggedOutAt: status === 200 ? instance : undefined };
    const replies = await cluster.checkOnEveryInstance(meRequest(mode, owner.credential));
    const outcomes = replies.map((reply) =>
      record.note(username, reply, accepts(mode, reply.instance ?? '', logInState) ? 0 : 1),
    );
    if (outcomes.includes('ok')) working += 1;
  }
  await pLimit(concurrentUsers).map(Array(count).keys(), logOutOnce);

  return toFigures([
    { name: missedLogOuts, unit: `of ${count} log-outs`, expected: expectedMissed, measured: missed },
    {
      name: 'copies that work after it',
      unit: `of ${count} copies`,
      expected: expectedWorking,
      measured: working,
    },
  ]);
}
