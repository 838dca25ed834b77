// Users through a change of the number of instances. Each sends the affinity cookie that the balancer gave it.
import type { Mode } from '@scale-out-lab/core';
import pLimit from 'p-limit';
import { meRequest } from '../../../http/requests.js';
import { headerValues } from '../../../model/answer.js';
import type { LedgerEntry } from '../../../traffic/ledger.js';
import { createCookieJar } from '../../../users/credential.js';
import { usernameOf } from '../../../users/record.js';
import type { AffinityRoute } from '../../client/affinity-routes.js';
import type { ModeClient } from '../../client/cluster-client.js';
import { type LogIn, logIn } from '../../client/log-in.js';
import { createTrialRecord } from '../../client/trial-record.js';
import { concurrentChecks, type LoggedInCount, refresh } from './watched.js';

/** Amid other traffic, the rotation is as good as chance: one of nine instances is missed once in 10,000 times. */
const triesPerInstance = 10;

/** Without a route: the balancer gives each user one. */
export function logInByChance({ mode, cluster }: ModeClient, count: number): Promise<readonly LogIn[]> {
  const route = { cookie: undefined };
  return pLimit(concurrentChecks).map(Array(count).keys(), (index) =>
    logIn(cluster, mode, usernameOf(1 + index), { route }),
  );
}

interface Settled extends LoggedInCount {
  /** Users whom affinity led to another instance than before. */
  readonly moved: number;
}

interface SettledConditions {
  readonly instances: number;
  /** The probability that every instance refuses that log-in. */
  readonly expectedLoss: (logIn: LogIn) => number;
}

/**
 * Sends a request as each user would: once with affinity; elsewhere until an instance accepts it, or every instance
 * should have answered.
 */
export async function findSettled(
  { mode, cluster }: ModeClient,
  logIns: readonly LogIn[],
  { instances, expectedLoss }: SettledConditions,
): Promise<Settled> {
  const record = createTrialRecord();
  const isSticky = mode.balancing === 'sticky';
  const most = isSticky ? 1 : triesPerInstance * instances;
  let loggedIn = 0;
  let moved = 0;
  await pLimit(concurrentChecks).map(logIns, async (one) => {
    record.noteLogIn(one.username);
    const credential = (await refresh(cluster, mode, one))?.credential ?? one.credential;
    for (let tries = 0; tries < most; tries += 1) {
      if (tries > 0) await cluster.pause(Math.random() * 3);
      const reply = await cluster.send(meRequest(mode, credential), routeOf(mode, one));
      const isOk = reply.answer?.status === 200;
      if (isSticky && reply.instance !== one.issuer) moved += 1;
      if (!isOk && tries < most - 1) continue;
      record.note(one.username, reply, expectedLoss(one));
      if (isOk) loggedIn += 1;
      return;
    }
  });
  return { loggedIn, moved, observed: record.observed() };
}

/** The affinity cookie of the log-in. With a session it is among the cookies of the credential. */
function routeOf({ credential }: Mode, { reply }: LogIn): AffinityRoute {
  if (credential === 'session' || reply.answer === undefined) return { cookie: undefined };
  const jar = createCookieJar();
  jar.store(headerValues(reply.answer, 'set-cookie'));
  return { cookie: jar.header() };
}

/** The largest distance of an instance's share of the answers from an even one. */
export function findLargestDeviation(entries: readonly LedgerEntry[], instances: readonly string[]): number {
  const answered = entries.filter(({ instance }) => instance !== undefined);
  const shares = instances.map(
    (each) => answered.filter(({ instance }) => instance === each).length / Math.max(1, answered.length),
  );
  return Math.max(...shares.map((share) => Math.abs(share - 1 / instances.length)));
}
