// Revocation: a credential is copied, its owner logs out. Does the log-out arrive, and how long does the copy work after it?

import {
  accepts,
  ExitError,
  exitCodes,
  predictCopiesAfterFirstLogOut,
  predictCopyLife,
  predictCopyReach,
  predictMissedLogOuts,
  predictRefreshesAfterLogOut,
} from '@scale-out-lab/core';
import type { Figure } from '@scale-out-lab/core/wire';
import pLimit from 'p-limit';
import { instanceRequest, logOutRequest, meRequest, refreshRequest } from '../../http/requests.js';
import { toFigures } from '../../model/agreement.js';
import { sum } from '../../statistics/samples.js';
import { usernameOf, usersOfTrial } from '../../users/record.js';
import { randomOpenRequests } from '../../users/virtual-user.js';
import { readClocks } from '../client/clocks.js';
import type { ClusterClient } from '../client/cluster-client.js';
import { createTrialRecord, type LogIn, logIn, type TrialRecord } from '../client/log-in.js';
import { type Replay, replay } from '../client/replay.js';
import type { TrialPlan } from '../experiment.js';
import { scored } from './scored.js';

const mostFirstLogOuts = 60;
const missedLogOuts = 'first log-outs refused';

/** What the log-in requests. In modes with refresh tokens, the access token has a shorter life of its own. */
const lifeSeconds = 8;

export const revocation = scored({
  question:
    'A credential is copied, then its owner logs out once. Is the log-out refused? How long does the copy work after a successful log-out?',
  headline: `seconds that a copy works after a successful log-out (of ${lifeSeconds} s)`,
  otherColumns: [
    {
      name: 'log-out miss',
      figure: missedLogOuts,
      headline: `first log-outs, of ${mostFirstLogOuts} (or --log-outs), that reached an instance which refused them`,
    },
  ],
  runsConcurrently: true,
  async observe(cluster, plan) {
    const { mode, instances } = plan;
    const clocks = await readClocks(cluster);
    const record = createTrialRecord();
    const options = { expires_in: lifeSeconds };
    const owner = await logIn(cluster, mode, usernameOf(plan.firstUser), { options });
    record.noteLogIn(owner.username);
    const conditions = {
      instances: instances.length,
      lifeSeconds: owner.expiresIn ?? lifeSeconds,
      clockSpreadSeconds: clocks.spreadSeconds.most,
    };
    const life = predictCopyLife(mode, conditions);
    const reach = predictCopyReach(mode, conditions);

    // Until one arrives: the life of a copy after a refused log-out is not the question.
    const request = logOutRequest(mode, owner.credential);
    const loggedOut = await cluster.sendUntil(request, ({ answer }) => answer?.status === 200);
    const refreshes = await measureRefreshes(cluster, plan, owner);
    const logInState = { issuer: owner.issuer, loggedOutAt: loggedOut.instance };
    const [replays, firstLogOuts] = await Promise.all([
      replay(cluster, {
        plan,
        clocks,
        record,
        logIn: owner,
        accepts: (instance) => accepts(mode, instance, logInState),
        isLast: (round) => round.every(({ isAccepted }) => !isAccepted),
      }),
      measureFirstLogOuts(cluster, plan, record),
    ]);
    return {
      ...record.observed(),
      figures: [
        ...toFigures([
          {
            name: 'lived on',
            unit: 's',
            expected: life,
            measured: secondsLived(replays, loggedOut.answeredAt),
          },
          {
            name: 'accepted by',
            unit: 'instances',
            expected: reach.instances,
            measured: countAccepting(replays),
          },
          {
            name: 'replays that went through before the expiry',
            unit: 'share',
            expected: reach.share,
            measured: shareOf(replays),
          },
        ]),
        ...firstLogOuts,
        ...refreshes,
      ],
    };
  },
});

async function measureRefreshes(
  cluster: ClusterClient,
  { mode }: TrialPlan,
  owner: LogIn,
): Promise<readonly Figure[]> {
  if (owner.refreshToken === undefined) return [];
  const replies = await cluster.checkOnEveryInstance(refreshRequest(mode, owner.refreshToken));
  const measured = replies.filter(({ answer }) => answer?.status === 200).length;
  const expected = predictRefreshesAfterLogOut();
  return toFigures([{ name: 'renewed after the log-out', unit: 'times', expected, measured }]);
}

/** A lower bound: from the answer to the log-out until the last accepted replay was sent. */
function secondsLived(replays: readonly Replay[], since: number): number {
  const sentAt = replays.filter(({ isAccepted }) => isAccepted).map((each) => each.sentAt);
  return (Math.max(since, ...sentAt) - since) / 1000;
}

function countAccepting(replays: readonly Replay[]): number {
  return new Set(replays.filter(({ isAccepted }) => isAccepted).map(({ instance }) => instance)).size;
}

/** Each instance weighs the same, however the balancer distributed the replays. */
function shareOf(replays: readonly Replay[]): number {
  const early = replays.filter(({ phase, instance }) => phase === 'before' && instance !== undefined);
  const instances = [...new Set(early.map(({ instance }) => instance))];
  const shares = instances.map((instance) => {
    const own = early.filter((each) => each.instance === instance);
    return own.filter(({ isAccepted }) => isAccepted).length / own.length;
  });
  return sum(shares) / Math.max(1, shares.length);
}

// First log-outs: many users log out once, through the balancer, as a browser does. How many log-outs are refused?

/** Few, because experiments of all modes run at the same time and must not be delayed. */
const concurrentUsers = 2;
/** Longer than it takes to show a copy to every instance. */
const copyLifeSeconds = 60;

/** Every copy is shown to each instance afterwards, and recorded. */
async function measureFirstLogOuts(
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
    const owner = await logIn(cluster, mode, username, { options: { expires_in: copyLifeSeconds }, route });
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
