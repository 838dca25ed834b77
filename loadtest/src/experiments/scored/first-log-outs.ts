// First log-outs: many users log out once, through the balancer, as a browser does. How many log-outs are refused?

import { accepts, predictCopiesAfterFirstLogOut, predictMissedLogOuts } from '@scale-out-lab/core';
import type { Figure } from '@scale-out-lab/core/wire';
import { exitCodes, LoadtestFailure } from '../../model/failure.js';

import { toFigure } from '../../model/figure.js';
import { randomOpenRequests } from '../../users/desynchronize.js';

import { usernameOf, usersOfTrial } from '../../users/usernames.js';
import type { ClusterClient } from '../client/cluster-client.js';
import { inParallel } from '../client/in-parallel.js';
import { logIn, logOutRequest, meRequest } from '../client/log-in.js';
import type { TrialRecord } from '../client/trial-record.js';
import type { TrialPlan } from '../experiment.js';

export const mostFirstLogOuts = 60;
export const missedLogOuts = 'first log-outs refused';

/** Few, because experiments of all modes go on at the same time that must not be held up. */
const atATime = 2;
/** Longer than it takes to show a copy to every instance. */
const lifeSeconds = 60;

/** Every copy is shown to each instance afterwards, and enters the record. */
export async function measureFirstLogOuts(
  cluster: ClusterClient,
  { mode, instances, firstUser, logOuts }: TrialPlan,
  record: TrialRecord,
): Promise<readonly Figure[]> {
  const n = instances.length;
  const count = Math.min(mostFirstLogOuts, logOuts);
  const expected = {
    missed: predictMissedLogOuts(mode, n, count),
    working: predictCopiesAfterFirstLogOut(mode, n, count),
  };
  const routes = await cluster.routes();
  let missed = 0;
  let working = 0;
  await inParallel(count, atATime, async (index) => {
    const route = routes[index % routes.length];
    const username = usernameOf(firstUser + (index % usersOfTrial));
    const owner = await logIn(cluster, mode, username, { wishes: { expires_in: lifeSeconds }, route });
    record.noteLogIn(username);
    // The rotation stands where it stood after the log-in, but for these.
    for (let gap = randomOpenRequests(n); gap > 0; gap -= 1)
      await cluster.send({ method: 'GET', path: '/api/instance' });
    const { answer, instance } = await cluster.send(logOutRequest(mode, owner.credential), route);
    const status = answer?.status ?? 'nothing';
    if (status !== 200 && status !== 401) {
      const sentence = `${mode.name}, ${username}: the log-out was answered with ${status}.`;
      throw new LoadtestFailure(exitCodes.missing, sentence);
    }
    if (status === 401) missed += 1;
    const met = { issuer: owner.issuer, loggedOutAt: status === 200 ? instance : undefined };
    const replies = await cluster.checkOnEveryInstance(meRequest(mode, owner.credential));
    const outcomes = replies.map((reply) =>
      record.note(username, reply, accepts(mode, reply.instance ?? '', met) ? 0 : 1),
    );
    if (outcomes.includes('ok')) working += 1;
  });
  return [
    toFigure(missedLogOuts, `of ${count} log-outs`, expected.missed, missed),
    toFigure('copies that work after it', `of ${count} copies`, expected.working, working),
  ];
}
