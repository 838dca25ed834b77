// Crash: one instance is killed outright while requests go on, and is back after a moment. Who is logged out?
import {
  accepts,
  diesWithInstance,
  predictLoggedOutByRestart,
  predictLostReadsAroundCrash,
  predictLostWritesAroundCrash,
  predictSecondsUntilClean,
} from '@scale-out-lab/modes';
import type { Faults } from '../faults/faults.js';
import { toFigure } from '../figure.js';
import type { Probe } from '../probe/probe.js';
import { countWatchedAlive, logInWatched, watchedUsers } from '../probe/watched.js';
import { startTraffic } from '../traffic/traffic.js';
import { usersOfTrial } from '../users/usernames.js';
import { findLosses, type Struck } from './losses.js';
import { requireFaults } from './require-faults.js';
import { scored } from './scored.js';

/** Kept below what two shared cores can serve; `findLosses` says so when it was not reached. */
const perSecond = 150;
const population = 10;
const calmMs = 1000;
const whoAnswers = { method: 'GET', path: '/api/instance' };

export const crash = scored({
  question:
    'One instance is killed while requests go on, and comes back: who is logged out, and what is lost?',
  headline: `users of ${watchedUsers} who are logged out when one instance is killed`,
  isFault: true,
  async observe(probe, plan, signal) {
    const { mode, url, instances, firstUser } = plan;
    const faults = requireFaults(plan);
    // Another one in each trial: what dies again and again within seconds is brought back later and later.
    const victim = instances[Math.floor(firstUser / usersOfTrial) % instances.length] ?? '';
    const watched = await logInWatched(probe, plan);
    const issuedByLost = watched.filter(({ issuer }) => issuer === victim).length;
    const loggedOut = predictLoggedOutByRestart(mode, {
      members: watched.length,
      issuedByLost,
      loggedOut: 0,
    });

    const arrivals = { model: 'open', perSecond } as const;
    const users = { usersPerMode: population, firstUser: firstUser + watchedUsers };
    const traffic = await startTraffic({ url, modes: [mode], arrivals, writeShare: 0.2, ...users }, signal);
    const struck = await strike(probe, faults, victim).finally(() => traffic.stop());
    // The balancer leaves out for a second what has refused it, and all are to be asked.
    await probe.until(async () => (await probe.sendToEvery(whoAnswers)).length > 0);

    const losses = findLosses(traffic, struck);
    const isLost = (issuer: string | undefined) => diesWithInstance(mode) && issuer === victim;
    const census = await countWatchedAlive(probe, plan, watched, ({ issuer }, instance) =>
      isLost(issuer) || !accepts(mode, instance, { issuer }) ? 1 : 0,
    );
    return {
      ...census.observed,
      figures: [
        toFigure('users logged out', `of ${watched.length} users`, loggedOut, watched.length - census.alive),
        toFigure('reads lost', `of ${losses.reads} reads`, predictLostReadsAroundCrash(), losses.lostReads),
        toFigure(
          'writes lost',
          `of ${losses.writes} writes`,
          predictLostWritesAroundCrash(losses.writesInFlight),
          losses.lostWrites,
        ),
        toFigure('seconds until clean', 's', predictSecondsUntilClean(), losses.secondsUntilClean),
      ],
    };
  },
});

/** Kills it amid the traffic, and lets that go on until some time after its return. */
async function strike(probe: Probe, faults: Faults, victim: string): Promise<Struck> {
  await probe.pause(calmMs);
  const { startedAt } = await faults.state(victim);
  const from = performance.now();
  await faults.crash(victim);
  // It answers before it ends: it is gone when it answers no more.
  const isGone = () =>
    faults.state(victim).then(
      () => false,
      () => true,
    );
  await probe.until(isGone);
  const to = performance.now();
  await probe.until(async () => (await faults.state(victim)).startedAt !== startedAt);
  await probe.pause(calmMs);
  return { from, to };
}
