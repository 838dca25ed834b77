// Users through a change of the number of instances: each comes as a browser does, with the way that the balancer gave it.
import type { Mode } from '@scale-out-lab/core';
import { headerValues } from '../../../model/answer.js';
import type { LedgerEntry } from '../../../traffic/entry.js';
import { createCookieJar } from '../../../users/cookie-jar.js';
import { usernameOf } from '../../../users/usernames.js';
import type { AffinityRoute } from '../../client/affinity-routes.js';
import type { ClusterClient } from '../../client/cluster-client.js';
import { inParallel } from '../../client/in-parallel.js';
import { type LogIn, logIn, meRequest } from '../../client/log-in.js';
import { createTrialRecord } from '../../client/trial-record.js';
import { type LoggedInCount, renew } from './watched.js';

const atATime = 8;
/** With other traffic in between, the rotation is as good as chance: one of nine is missed once in 10,000 times. */
const triesPerInstance = 10;

/** By no route: the balancer gives each a way of its own. */
export async function logInByChance(
  cluster: ClusterClient,
  mode: Mode,
  count: number,
): Promise<readonly LogIn[]> {
  const logIns: LogIn[] = [];
  await inParallel(count, atATime, async (index) => {
    logIns[index] = await logIn(cluster, mode, usernameOf(1 + index), { route: { cookie: undefined } });
  });
  return logIns;
}

export interface Settled extends LoggedInCount {
  /** Those whom affinity led to another instance than before. */
  readonly moved: number;
}

export interface SettledConditions {
  readonly instances: number;
  /** The probability that nobody accepts that log-in any more. */
  readonly expectedLoss: (logIn: LogIn) => number;
}

/**
 * Asks as each user would: once where the balancer has a place for them, elsewhere until they are let in or every
 * instance should have been asked.
 */
export async function findSettled(
  cluster: ClusterClient,
  mode: Mode,
  logIns: readonly LogIn[],
  { instances, expectedLoss }: SettledConditions,
): Promise<Settled> {
  const record = createTrialRecord();
  const isSticky = mode.balancing === 'sticky';
  let loggedIn = 0;
  let moved = 0;
  await inParallel(logIns.length, atATime, async (index) => {
    const one = logIns[index] as LogIn;
    record.noteLogIn(one.username);
    const most = isSticky ? 1 : triesPerInstance * instances;
    const credential = (await renew(cluster, mode, one))?.credential ?? one.credential;
    for (let tries = 0; tries < most; tries += 1) {
      if (tries > 0) await cluster.pause(Math.random() * 3);
      const reply = await cluster.send(meRequest(mode, credential), wayOf(mode, one));
      const isMoved = isSticky && reply.instance !== one.issuer;
      const isOk = reply.answer?.status === 200;
      if (isMoved) moved += 1;
      if (!isOk && tries < most - 1) continue;
      record.note(one.username, reply, expectedLoss(one));
      if (isOk) loggedIn += 1;
      return;
    }
  });
  return { loggedIn, moved, observed: { records: record.records, predicted: record.predicted() } };
}

/** The affinity cookie of the log-in. With a session it is among the cookies of the credential. */
function wayOf({ credential }: Mode, { reply }: LogIn): AffinityRoute {
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
