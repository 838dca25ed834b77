// Revocation: a credential is copied, its owner logs out. Does the log-out arrive, and for how long does the copy work after it?
import { accepts, predictCopyLife, predictCopyReach, predictRefreshesAfterLogOut } from '@scale-out-lab/core';
import { type Figure, toFigure } from '../../model/figure.js';
import { sum } from '../../statistics/samples.js';
import { usernameOf } from '../../users/usernames.js';
import type { TrialPlan } from '../experiment.js';
import { readClocks } from '../probe/clocks.js';
import { createLedger } from '../probe/ledger.js';
import { type LogIn, logIn, logOutRequest, refreshRequest } from '../probe/log-in.js';
import type { Probe } from '../probe/probe.js';
import { type Replay, replay } from '../probe/replay.js';
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
  async observe(probe, plan) {
    const { mode, instances } = plan;
    const [clocks, ledger] = [await readClocks(probe), createLedger()];
    const wishes = { expires_in: lifeSeconds };
    const owner = await logIn(probe, mode, usernameOf(plan.firstUser), { wishes });
    ledger.noteLogIn(owner.username);
    const conditions = {
      instances: instances.length,
      lifeSeconds: owner.expiresIn ?? lifeSeconds,
      clockSpreadSeconds: clocks.spreadSeconds.most,
    };
    const expected = { life: predictCopyLife(mode, conditions), ...predictCopyReach(mode, conditions) };

    // Until one arrives: how long a copy lives after a log-out that was refused is no question.
    const request = logOutRequest(mode, owner.credential);
    const loggedOut = await probe.sendUntil(request, ({ answer }) => answer?.status === 200);
    const renewals = await measureRenewals(probe, plan, owner);
    const met = { issuer: owner.issuer, loggedOutAt: loggedOut.instance };
    const [replays, firstOnes] = await Promise.all([
      replay(probe, {
        ...{ mode, instances, clocks, ledger, logIn: owner },
        accepts: (instance) => accepts(mode, instance, met),
        isOver: (round) => round.every(({ isAccepted }) => !isAccepted),
      }),
      measureFirstLogOuts(probe, plan, ledger),
    ]);
    return {
      records: ledger.records,
      predicted: ledger.predicted(),
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

async function measureRenewals(probe: Probe, { mode }: TrialPlan, owner: LogIn): Promise<readonly Figure[]> {
  if (owner.refreshToken === undefined) return [];
  const replies = await probe.sendToEvery(refreshRequest(mode, owner.refreshToken));
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
