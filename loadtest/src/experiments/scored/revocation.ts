// Revocation: a credential is copied, its owner logs out. Does the log-out arrive, and how long does the copy work after it?
import { accepts, predictCopyLife, predictCopyReach, predictRefreshesAfterLogOut } from '@scale-out-lab/core';
import type { Figure } from '@scale-out-lab/core/wire';
import { logOutRequest, refreshRequest } from '../../http/requests.js';
import { toFigures } from '../../model/figure.js';
import { sum } from '../../statistics/samples.js';
import { usernameOf } from '../../users/record.js';
import { readClocks } from '../client/clocks.js';
import type { ClusterClient } from '../client/cluster-client.js';
import { type LogIn, logIn } from '../client/log-in.js';
import { type Replay, replay } from '../client/replay.js';
import { createTrialRecord } from '../client/trial-record.js';
import type { TrialPlan } from '../experiment.js';
import { measureFirstLogOuts, missedLogOuts, mostFirstLogOuts } from './first-log-outs.js';
import { scored } from './scored.js';

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
export function shareOf(replays: readonly Replay[]): number {
  const early = replays.filter(({ phase, instance }) => phase === 'before' && instance !== undefined);
  const instances = [...new Set(early.map(({ instance }) => instance))];
  const shares = instances.map((instance) => {
    const own = early.filter((each) => each.instance === instance);
    return own.filter(({ isAccepted }) => isAccepted).length / own.length;
  });
  return sum(shares) / Math.max(1, shares.length);
}
