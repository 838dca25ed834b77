// Users who are watched through a fault: logged in before it, and afterwards shown to every instance one by one.

import type { Observation, TrialPlan } from '../experiments/experiment.js';
import { usernameOf } from '../users/usernames.js';
import { createLedger } from './ledger.js';
import { type LogIn, logIn, meRequest, readRefreshed, refreshRequest } from './log-in.js';
import type { Probe } from './probe.js';

export const watchedUsers = 12;

/** By every entrance in turn, so that every instance logs some of them in. */
export async function logInWatched(probe: Probe, { mode, firstUser }: TrialPlan): Promise<readonly LogIn[]> {
  const entrances = await probe.entrances();
  const watched: LogIn[] = [];
  for (let index = 0; index < watchedUsers; index += 1) {
    const entrance = entrances[index % entrances.length];
    watched.push(await logIn(probe, mode, usernameOf(firstUser + index), { entrance }));
  }
  return watched;
}

/**
 * How many are still logged in: some instance accepts their credential, where there are refresh tokens a renewed one.
 * @param expectedLoss the probability that this instance should refuse that log-in
 */
export async function countWatchedAlive(
  probe: Probe,
  { mode }: TrialPlan,
  watched: readonly LogIn[],
  expectedLoss: (logIn: LogIn, instance: string) => number,
): Promise<{ alive: number; observed: Pick<Observation, 'records' | 'predicted'> }> {
  const ledger = createLedger();
  let alive = 0;
  for (const one of watched) {
    ledger.noteLogIn(one.username);
    const credential = (await renew(probe, mode, one)) ?? one.credential;
    const replies = await probe.sendToEvery(meRequest(mode, credential));
    const outcomes = replies.map((reply) =>
      ledger.note(one.username, reply, expectedLoss(one, reply.instance ?? '')),
    );
    if (outcomes.includes('ok')) alive += 1;
  }
  return { alive, observed: { records: ledger.records, predicted: ledger.predicted() } };
}

async function renew(probe: Probe, mode: TrialPlan['mode'], { refreshToken }: LogIn) {
  if (refreshToken === undefined) return undefined;
  return readRefreshed(await probe.send(refreshRequest(mode, refreshToken)));
}
