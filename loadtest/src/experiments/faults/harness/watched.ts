// Users who are watched through a fault: logged in before it, and afterwards shown to every instance one by one.
import { accepts } from '@scale-out-lab/core';
import { sum } from '../../../statistics/samples.js';
import { usernameOf } from '../../../users/usernames.js';
import type { Observation, TrialPlan } from '../../experiment.js';
import { inParallel } from '../../probe/in-parallel.js';
import { createLedger } from '../../probe/ledger.js';
import { type LogIn, logIn, meRequest, readRefreshed, refreshRequest } from '../../probe/log-in.js';
import type { Probe } from '../../probe/probe.js';

/** Of all modes together Redis and the instances are asked as many things at a time as the probes have connections. */
const atATime = 8;

/** By every entrance in turn, so that every instance logs some of them in. */
export async function logInWatched(
  probe: Probe,
  { mode }: TrialPlan,
  { first, count }: { readonly first: number; readonly count: number },
): Promise<readonly LogIn[]> {
  const entrances = await probe.entrances();
  const watched: LogIn[] = [];
  await inParallel(count, atATime, async (index) => {
    const entrance = entrances[index % entrances.length];
    watched[index] = await logIn(probe, mode, usernameOf(first + index), { entrance });
  });
  return watched;
}

export interface Census {
  readonly alive: number;
  readonly observed: Pick<Observation, 'records' | 'predicted'>;
}

export interface CensusOptions {
  /** Whether those who have a refresh token use it first (they do, unless told otherwise). */
  readonly renews?: boolean;
}

/** Two censuses as one observation. */
export function mergeObserved(a: Census['observed'], b: Census['observed']): Census['observed'] {
  const [sentA, sentB] = [a, b].map(({ records }) => sum(records.map(({ sent }) => sent))) as [
    number,
    number,
  ];
  const records = [...a.records, ...b.records];
  return { records, predicted: (a.predicted * sentA + b.predicted * sentB) / (sentA + sentB) };
}

/**
 * How many are still logged in: some instance accepts their credential, where there are refresh tokens a renewed one.
 * @param isOver whether nobody should accept that log-in any more
 */
export async function countAlive(
  probe: Probe,
  { mode }: TrialPlan,
  watched: readonly LogIn[],
  isOver: (logIn: LogIn) => boolean,
  { renews = true }: CensusOptions = {},
): Promise<Census> {
  const ledger = createLedger();
  let alive = 0;
  await inParallel(watched.length, atATime, async (index) => {
    const one = watched[index] as LogIn;
    ledger.noteLogIn(one.username);
    const renewal = renews ? await renew(probe, mode, one) : undefined;
    if (renewal && !renewal.credential) {
      // Its access token may live on for some seconds, but whose token cannot be renewed is on the way out.
      ledger.note(one.username, renewal.reply, isOver(one) ? 1 : 0);
      return;
    }
    const replies = await probe.sendToEvery(meRequest(mode, renewal?.credential ?? one.credential));
    const outcomes = replies.map((reply) => {
      const isRefused = isOver(one) || !accepts(mode, reply.instance ?? '', { issuer: one.issuer });
      return ledger.note(one.username, reply, isRefused ? 1 : 0);
    });
    if (outcomes.includes('ok')) alive += 1;
  });
  return { alive, observed: { records: ledger.records, predicted: ledger.predicted() } };
}

/** With the refresh token that came with it, where there is one; the credential is undefined if that was refused. */
export async function renew(probe: Probe, mode: TrialPlan['mode'], { refreshToken }: LogIn) {
  if (refreshToken === undefined) return undefined;
  const reply = await probe.send(refreshRequest(mode, refreshToken));
  return { reply, credential: readRefreshed(reply) };
}
