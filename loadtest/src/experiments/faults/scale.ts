// Scale: the number of instances changes by two under load, up or down. What is lost, and which users are moved?

import {
  diesWithInstance,
  type Mode,
  predictLoggedOutByScaling,
  predictLostByScaling,
  predictMoved,
  predictSpread,
  type Words,
} from '@scale-out-lab/core';
import pLimit from 'p-limit';
import { meRequest } from '../../http/requests.js';
import { headerValues } from '../../model/answer.js';
import type { LedgerEntry } from '../../traffic/sender.js';
import type { Traffic } from '../../traffic/traffic.js';
import { toCookieHeader } from '../../users/credential.js';
import { usernameOf } from '../../users/record.js';
import type { AffinityRoute, ModeClient } from '../client/cluster-client.js';
import { type LogIn, logIn } from '../client/log-in.js';
import { createTrialRecord } from '../client/scored-trial.js';
import type { Experiment } from '../experiment.js';
import { fault, settleMs } from './fault.js';
import { type FaultHarness, forMode } from './harness/harness.js';
import { findLosses, loggedOutRow, lostRow, oneColumn, type Span, withRecovery } from './harness/losses.js';
import { concurrentChecks, type LoggedInCount, refresh } from './harness/watched.js';

const scaledUsers = 60;
const step = 2;
/** How long the requests are observed that should be spread evenly. */
const spreadMs = 2500;

interface Scaling {
  readonly question: Words;
  readonly head: Words;
  /** The instances before and after, where the lab has N. */
  from(instances: number): number;
  to(instances: number): number;
}

export const scaleOut = scale({
  question: {
    en: 'Two instances are added under load. Do requests fail, and which users move to another instance?',
    ko: '요청을 처리하는 중에 인스턴스 두 대를 늘립니다. 요청이 실패합니까? 어떤 사용자가 다른 인스턴스로 넘어갑니까?',
  },
  head: { en: 'scale out', ko: '스케일 아웃' },
  from: (instances) => instances,
  to: (instances) => instances + step,
});

export const scaleIn = scale({
  question: {
    en: 'Two instances are removed under load. Do requests fail, and which users move to another instance?',
    ko: '요청을 처리하는 중에 인스턴스 두 대를 줄입니다. 요청이 실패합니까? 어떤 사용자가 다른 인스턴스로 넘어갑니까?',
  },
  head: { en: 'scale in', ko: '스케일 인' },
  from: (instances) => instances + step,
  to: (instances) => instances,
});

function scale({ question, head, from, to }: Scaling): Experiment {
  return fault({
    question,
    columns: oneColumn(head),
    needs: 'scaling',
    addsInstances: step,
    async run(harness) {
      const usual = harness.instances.length;
      try {
        return await scaleUnderLoad(harness, from(usual), to(usual));
      } finally {
        await harness.faults.scaleTo?.(usual);
      }
    },
  });
}

async function scaleUnderLoad(harness: FaultHarness, from: number, to: number) {
  const { faults } = harness;
  const scaleTo = faults.scaleTo as (instances: number) => Promise<void>;
  if ((await faults.instances()).size !== from) await scaleTo(from);
  const watched = await harness.forEachMode((client) => logInByChance(client, scaledUsers));
  const traffic = await harness.startTraffic();
  await harness.pause(settleMs);
  await scaleTo(to);
  harness.mark(`${to} instances instead of ${from}`);
  await harness.pause(settleMs);
  const spread = { from: performance.now(), to: performance.now() + spreadMs };
  await harness.pause(spreadMs);
  await harness.finish(traffic);

  const remaining = [...(await faults.instances()).keys()];
  const isEnded = (mode: Mode, { issuer }: LogIn) =>
    diesWithInstance(mode) && issuer !== undefined && !remaining.includes(issuer);
  const { deviation, answered } = findLargestDeviation(
    entriesInRotation(harness, traffic, spread),
    remaining,
  );
  const settled = await harness.forEachMode((client) => {
    const logIns = forMode(watched, client.mode);
    const { predicted } = predictMoved(client.mode, from, to, logIns.length);
    const shareMoved = to > from ? (predicted[0] + predicted[1]) / 2 : 0;
    return findSettled(client, logIns, {
      instances: remaining,
      expectedLoss: (logIn) => (isEnded(client.mode, logIn) ? 1 : shareMoved),
    });
  });

  return harness.report(traffic, (mode) => {
    const count = forMode(settled, mode);
    const { members, moved, observed } = count;
    const issuedByLost = forMode(watched, mode).filter((logIn) => isEnded(mode, logIn)).length;
    const population = { members, issuedByLost, loggedOut: 0 };
    const losses = findLosses(traffic, mode, {
      instances: Math.max(from, to),
      endsLogIns: diesWithInstance(mode),
    });
    return {
      observed,
      figures: withRecovery(
        {
          ...loggedOutRow(predictLoggedOutByScaling(mode, population, { from, to }), count),
          ...lostRow(predictLostByScaling(), losses),
          ...(mode.balancing === 'sticky'
            ? { 'users moved': ['share', predictMoved(mode, from, to, members), moved / members] }
            : { 'largest distance from an even share': ['share', predictSpread(answered), deviation] }),
        },
        losses.lost,
        { from: traffic.startedAt + settleMs, cleanAt: spread.to },
      ),
    };
  });
}

/** The requests of the span in the modes with round robin. */
function entriesInRotation({ plans }: FaultHarness, { ledger }: Traffic, { from, to }: Span) {
  const inTurn = plans.filter(({ mode }) => mode.balancing === 'round-robin').map(({ mode }) => mode.name);
  return ledger.entries.filter(({ mode, sentAt }) => sentAt >= from && sentAt <= to && inTurn.includes(mode));
}

// Users through a change of the number of instances. Each sends the affinity cookie that the balancer gave it.

/** Amid other traffic, the rotation is practically random: one of nine instances is missed with a probability below 10^-17. */
const triesPerInstance = 40;

/** Without a route: the balancer gives each user one. */
function logInByChance(client: ModeClient, count: number): Promise<readonly LogIn[]> {
  const route = { cookie: undefined };
  return pLimit(concurrentChecks).map(Array(count).keys(), (index) =>
    logIn(client, usernameOf(1 + index), { route }),
  );
}

interface SettledConditions {
  readonly instances: readonly string[];
  /** The probability that every instance refuses that log-in. */
  readonly expectedLoss: (logIn: LogIn) => number;
}

/**
 * Sends a request as each user would: once with affinity; elsewhere until an instance accepts it, or every instance
 * has refused it.
 */
async function findSettled(
  { mode, cluster }: ModeClient,
  logIns: readonly LogIn[],
  { instances, expectedLoss }: SettledConditions,
): Promise<LoggedInCount & { readonly moved: number }> {
  const record = createTrialRecord();
  const isSticky = mode.balancing === 'sticky';
  const most = isSticky ? 1 : triesPerInstance * instances.length;
  let loggedIn = 0;
  // Users that affinity moved to another instance.
  let moved = 0;
  await pLimit(concurrentChecks).map(logIns, async (one) => {
    record.noteLogIn(one.username);
    const credential = (await refresh(cluster, mode, one))?.credential ?? one.credential;
    const yetToRefuse = new Set(instances);
    for (let tries = 0; tries < most; tries += 1) {
      if (tries > 0) await cluster.pause(Math.random() * 3);
      const reply = await cluster.send(meRequest(mode, credential), routeOf(mode, one));
      const isOk = reply.answer?.status === 200;
      if (isSticky && reply.instance !== one.issuer) moved += 1;
      if (reply.answer?.status === 401) yetToRefuse.delete(reply.instance ?? '');
      if (!isOk && yetToRefuse.size > 0 && tries < most - 1) continue;
      record.note(one.username, reply, expectedLoss(one));
      if (isOk) loggedIn += 1;
      return;
    }
  });
  return { members: logIns.length, loggedIn, moved, observed: record.observed() };
}

/** The affinity cookie of the log-in. With a session it is among the cookies of the credential. */
function routeOf({ credential }: Mode, { reply }: LogIn): AffinityRoute {
  if (credential === 'session' || reply.answer === undefined) return { cookie: undefined };
  return { cookie: toCookieHeader(headerValues(reply.answer, 'set-cookie')) };
}

/** The largest distance of an instance's share of the answers from an even one. */
function findLargestDeviation(entries: readonly LedgerEntry[], instances: readonly string[]) {
  const answered = entries.filter(({ instance }) => instance !== undefined);
  const shares = instances.map(
    (each) => answered.filter(({ instance }) => instance === each).length / Math.max(1, answered.length),
  );
  const deviation = Math.max(...shares.map((share) => Math.abs(share - 1 / instances.length)));
  return { deviation, answered: answered.length };
}
