// Revocation: a credential is copied, its owner logs out. Does the log-out arrive, and how long does the copy work after it?

import {
  accepts,
  missingError,
  predictCopiesAfterFirstLogOut,
  predictCopyLife,
  predictCopyReach,
  predictMissedLogOuts,
  predictRefreshesAfterLogOut,
  unrevokedSeconds,
} from '@scale-out-lab/core';
import pLimit from 'p-limit';
import { logOutRequest, refreshRequest } from '../../http/requests.js';
import type { FigureTable } from '../../model/agreement.js';
import { sum } from '../../statistics/samples.js';
import { type Clocks, readClocks } from '../client/clocks.js';
import type { LogIn } from '../client/log-in.js';
import {
  isAcceptedAnywhere,
  logInRecorded,
  type Replay,
  replay,
  type ScoredTrial,
  turnRotation,
  usernameIn,
} from '../client/scored-trial.js';
import { scored } from './scored.js';

const mostFirstLogOuts = 60;
const missedLogOuts = 'first log-outs refused';

/** The requested lifetime of the log-in. In modes with refresh tokens, the access token has a shorter one. */
const lifeSeconds = 8;

export const revocation = scored({
  question: {
    en: 'A credential is copied, then its owner logs out once. Is the log-out refused? How long does the copy work after a successful log-out?',
    ko: '자격 증명을 복사한 뒤 사용자가 한 번 로그아웃합니다. 로그아웃이 거부됩니까? 성공한 뒤에도 사본은 얼마나 오래 유효합니까?',
  },
  headline: {
    en: `seconds that a copy works after a successful log-out (of ${lifeSeconds} s)`,
    ko: `로그아웃에 성공한 뒤에도 사본이 유효했던 시간(초, 수명 ${lifeSeconds}초)`,
  },
  otherColumns: [
    {
      head: { en: 'log-out miss', ko: '로그아웃 거부' },
      figures: [missedLogOuts],
      meaning: {
        en: `first log-outs, of ${mostFirstLogOuts} (or --log-outs), that reached an instance which refused them`,
        ko: `첫 로그아웃 ${mostFirstLogOuts}번(또는 --log-outs) 중 거부하는 인스턴스에 도착한 수`,
      },
    },
  ],
  runsConcurrently: true,
  async observe(trial) {
    const { cluster, mode, instances } = trial;
    const clocks = await readClocks(cluster);
    const owner = await logInRecorded(trial, usernameIn(trial, 0), { options: { expires_in: lifeSeconds } });
    // Until one arrives: the life of a copy after a refused log-out is not the question.
    const request = logOutRequest(mode, owner.credential);
    const loggedOut = await cluster.sendUntil(request, ({ answer }) => answer?.status === 200);
    const conditions = {
      instances: instances.length,
      lifeSeconds: owner.expiresIn ?? lifeSeconds,
      logOutDelaySeconds: (loggedOut.answeredAt - owner.reply.sentAt) / 1000,
      clockSpreadSeconds: clocks.spreadSeconds.most,
    };
    const copy = { ...owner, expiresIn: unrevokedSeconds(mode, conditions.lifeSeconds) };
    const reach = predictCopyReach(mode, conditions);
    const refreshes = await measureRefreshes(trial, owner);
    const logInState = { issuer: owner.issuer, loggedOutAt: loggedOut.instance };
    const [replays, firstLogOuts] = await Promise.all([
      replay(trial, {
        clocks,
        logIn: copy,
        accepts: (instance) => accepts(mode, instance, logInState),
        isLast: (round) => round.every(({ isAccepted }) => !isAccepted),
      }),
      measureFirstLogOuts(trial),
    ]);
    const accepted = replays.filter(({ isAccepted }) => isAccepted);
    const ends = instances.map((instance) => livedUntil(instance, replays, clocks, copy));
    const livedSeconds = (Math.max(loggedOut.answeredAt, ...ends) - loggedOut.answeredAt) / 1000;
    const acceptingInstances = new Set(accepted.map(({ instance }) => instance)).size;
    return {
      'lived on': ['s', predictCopyLife(mode, conditions), livedSeconds],
      'accepted by': ['instances', reach.instances, acceptingInstances],
      'replays that went through before the expiry': ['share', reach.share, shareOf(replays)],
      ...firstLogOuts,
      ...refreshes,
    };
  },
});

async function measureRefreshes({ cluster, mode }: ScoredTrial, owner: LogIn): Promise<FigureTable> {
  if (owner.refreshToken === undefined) return {};
  const replies = await cluster.checkOnEveryInstance(refreshRequest(mode, owner.refreshToken));
  const measured = replies.filter(({ answer }) => answer?.status === 200).length;
  return { 'renewed after the log-out': ['times', predictRefreshesAfterLogOut(), measured] };
}

/**
 * A lower bound: when the last accepted replay was sent. A busy machine may send no other before the expiry; then the copy
 * counts as working until it, because no instance refused it earlier.
 */
function livedUntil(instance: string, replays: readonly Replay[], clocks: Clocks, owner: LogIn): number {
  const own = replays.filter((each) => each.instance === instance);
  const last = own.findLastIndex(({ isAccepted }) => isAccepted);
  const acceptedAt = own[last]?.sentAt ?? 0;
  const isRefusedEarly = last === -1 || own[last + 1]?.phase === 'before';
  return isRefusedEarly ? acceptedAt : Math.max(acceptedAt, clocks.expiryOn(instance, owner).earliest);
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
async function measureFirstLogOuts(trial: ScoredTrial): Promise<FigureTable> {
  const { cluster, mode, instances } = trial;
  const n = instances.length;
  const count = Math.min(mostFirstLogOuts, trial.logOuts);
  const routes = await cluster.routes();
  let missed = 0;
  let working = 0;

  await pLimit(concurrentUsers).map(Array(count).keys(), async (index) => {
    const route = routes[index % routes.length];
    const username = usernameIn(trial, index);
    const owner = await logInRecorded(trial, username, { options: { expires_in: copyLifeSeconds }, route });
    await turnRotation(trial);
    const { answer, instance } = await cluster.send(logOutRequest(mode, owner.credential), route);
    const status = answer?.status ?? 'nothing';
    if (status !== 200 && status !== 401) {
      throw missingError(`${mode.name}, ${username}: the log-out was answered with ${status}.`);
    }
    if (status === 401) missed += 1;
    const logInState = { issuer: owner.issuer, loggedOutAt: status === 200 ? instance : undefined };
    const lossOn = (each: string) => (accepts(mode, each, logInState) ? 0 : 1);
    if (await isAcceptedAnywhere(trial, owner, lossOn)) working += 1;
  });
  const copies = predictCopiesAfterFirstLogOut(mode, n, count);
  return {
    [missedLogOuts]: [`of ${count} log-outs`, predictMissedLogOuts(mode, n, count), missed],
    'copies that work after it': [`of ${count} copies`, copies, working],
  };
}
