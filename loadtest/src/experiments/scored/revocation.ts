// Revocation: a credential is copied, its owner logs out. Does the log-out arrive, and for how long does the copy work after it?

import { accepts, predictCopyLife, predictCopyReach, predictRefreshesAfterLogOut } from '@scale-out-lab/core';
import type { Figure } from '@scale-out-lab/core/wire';
import { toFigure } from '../../model/figure.js';
import { sum } from '../../statistics/samples.js';
import { usernameOf } from '../../users/usernames.js';
import { readClocks } from '../client/clocks.js';
import type { ClusterClient } from '../client/cluster-client.js';
import { type LogIn, logIn, logOutRequest, refreshRequest } from '../client/log-in.js';
import { type Replay, replay } from '../client/replay.js';
import { createTrialRecord } from '../client/trial-record.js';
import type { TrialPlan } from '../experiment.js';
import { measureFirstLogOuts, missedLogOuts, mostFirstLogOuts } from './first-log-outs.js';
import { scored } from './scored.js';

/** What is asked for. Where there are refresh tokens, the access token has a shorter life of its own. */
const lifeSeconds = 8;

export const revocation = scored({
  question:
    'A credential is copied and its owner logs out once: is the log-out refused, and how long does the copy work after one that arrives?',
  headline: `seconds that a copy works after a log-out that arrived, of a life of ${lifeSeconds} s`,
  otherColumns: [
    {
      name: 'log-out miss',
      figure: missedLogOuts,
      headline: `first log-outs, of ${mostFirstLogOuts} (or --log-outs), that met an instance which refused them`,
    },
  ],
  runsConcurrently: true,
  async observe(cluster, plan) {
    const { mode, instances } = plan;
    const [clocks, record] = [await readClocks(cluster), createTrialRecord()];
    const wishes = { expires_in: lifeSeconds };
    const owner = await logIn(cluster, mode, usernameOf(plan.firstUser), { wishes });
    record.noteLogIn(owner.username);
    const conditions = {
      instances: instances.length,
      lifeSeconds: owner.expiresIn ?? lifeSeconds,
      clockSpreadSeconds: clocks.spreadSeconds.most,
    };
    const expected = { life: predictCopyLife(mode, conditions), ...predictCopyReach(mode, conditions) };

    // Until one arrives: how long a copy lives after a log-out that was refused is no question.
    const request = logOutRequest(mode, owner.credential);
    const loggedOut = await cluster.sendUntil(request, ({ answer }) => answer?.status === 200);
    const renewals = await measureRenewals(cluster, plan, owner);
    const met = { issuer: owner.issuer, loggedOutAt: loggedOut.instance };
    const [replays, firstOnes] = await Promise.all([
      replay(cluster, {
        ...{ mode, instances, clocks, record, logIn: owner },
        accepts: (instance) => accepts(mode, instance, met),
        isOver: (round) => round.every(({ isAccepted }) => !isAccepted),
      }),
      measureFirstLogOuts(cluster, plan, record),
    ]);
    return {
      records: record.records,
      predicted: record.predicted(),
      figures: [
        toFigure('lived on', 's', expected.life, secondsLived(replays, loggedOut.answeredAt)),
        toFigure('accepted by', 'instances', expected.instances, countAccepting(replays)),
        toFigure('replays that went through before the expiry', 'share', expected.share, shareOf(replays)),
        ...firstOnes,
        ...renewals,
      ],
    };
  },
});

async function measureRenewals(
  cluster: ClusterClient,
  { mode }: TrialPlan,
  owner: LogIn,
): Promise<readonly Figure[]> {
  if (owner.refreshToken === undefined) return [];
  const replies = await cluster.checkOnEveryInstance(refreshRequest(mode, owner.refreshToken));
  const granted = replies.filter(({ answer }) => answer?.status === 200).length;
  return [toFigure('renewed after the log-out', 'times', predictRefreshesAfterLogOut(), granted)];
}

/** At least so long: the last replay that went through was sent so long after the log-out had been answered. */
function secondsLived(replays: readonly Replay[], since: number): number {
  const sentAt = replays.filter(({ isAccepted }) => isAccepted).map((each) => each.sentAt);
  return (Math.max(since, ...sentAt) - since) / 1000;
}

function countAccepting(replays: readonly Replay[]): number {
  return new Set(replays.filter(({ isAccepted }) => isAccepted).map(({ instance }) => instance)).size;
}

/** Each instance weighs the same, however the balancer dealt the replays out. */
export function shareOf(replays: readonly Replay[]): number {
  const early = replays.filter(({ phase, instance }) => phase === 'before' && instance !== undefined);
  const instances = [...new Set(early.map(({ instance }) => instance))];
  const shares = instances.map((instance) => {
    const own = early.filter((each) => each.instance === instance);
    return own.filter(({ isAccepted }) => isAccepted).length / own.length;
  });
  return sum(shares) / Math.max(1, shares.length);
}
