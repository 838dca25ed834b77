// Crash: one instance is killed outright while requests go on, and is back after a moment. Who is logged out?
import {
  diesWithInstance,
  predictLoggedOutByRestart,
  predictLostReadsAroundCrash,
  predictLostReadsWithoutRetry,
  predictLostWritesAroundCrash,
  predictSecondsUntilClean,
} from '@scale-out-lab/core';
import { toFigure } from '../../model/figure.js';
import { calmMs, fault, oneColumn, requestsLost, usersLoggedOut, watchedUsers } from './fault.js';
import type { Drill } from './harness/harness.js';
import { describeLost, duringSpan, findLosses, type Span, secondsUntilLast } from './harness/losses.js';

const lostWithoutRetry = 'reads lost with no retry';

export const crash = fault({
  question:
    'One instance is killed while requests go on, and comes back: who is logged out, and what is lost?',
  columns: oneColumn('crash'),
  highlights: [lostWithoutRetry],
  async strike(drill) {
    const [victim = '', other = victim] = drill.instances;
    const watchedOf = await drill.watch(() => watchedUsers);
    const traffic = await drill.startTraffic();
    const struck = await kill(drill, victim);
    await drill.finish(traffic);
    await drill.untilAllAnswer();
    const censusOf = await drill.count(
      watchedOf,
      (mode, { issuer }) => diesWithInstance(mode) && issuer === victim,
    );
    // The same once more, with nobody to ask another instance: what the balancer hides.
    const bare = await drill.startTraffic(new URL(`${drill.plans[0]?.url.href.replace(/\/$/, '')}/no-retry`));
    const struckBare = await kill(drill, other);
    await drill.finish(bare);
    await drill.untilAllAnswer();

    return drill.plans.map((plan) => {
      const { mode } = plan;
      const census = censusOf(mode);
      const watched = watchedOf(mode);
      const issuedByLost = watched.filter(({ issuer }) => issuer === victim).length;
      const loggedOut = predictLoggedOutByRestart(mode, {
        members: watched.length,
        issuedByLost,
        loggedOut: 0,
      });
      const among = { instances: drill.instances.length, endsLogIns: diesWithInstance(mode) };
      const { sent, reads, writes, lost, lostReads, lostWrites } = findLosses(traffic, mode, among);
      const lostAtMost = predictLostWritesAroundCrash(duringSpan(writes, struck).length);
      const without = findLosses(bare, mode, among);
      const lostBare = predictLostReadsWithoutRetry(
        duringSpan(without.reads, { from: struckBare.from, to: struckBare.gone }).length,
        (struckBare.to - struckBare.from) / 1000,
      );
      return drill.observe(plan, traffic, census.observed, [
        toFigure(usersLoggedOut, `of ${watched.length} users`, loggedOut, watched.length - census.alive),
        toFigure(requestsLost, `of ${sent.length} requests`, lostAtMost, lost.length, describeLost(lost)),
        toFigure('reads lost', `of ${reads.length} reads`, predictLostReadsAroundCrash(), lostReads.length),
        toFigure('writes lost', `of ${writes.length} writes`, lostAtMost, lostWrites.length),
        toFigure('seconds until clean', 's', predictSecondsUntilClean(), secondsUntilLast(lost, struck.from)),
        toFigure(lostWithoutRetry, `of ${without.reads.length} reads`, lostBare, without.lostReads.length),
      ]);
    });
  },
});

/** The span reaches until some time after its return; `gone` is when it answered no more. */
async function kill(drill: Drill, victim: string): Promise<Span & { readonly gone: number }> {
  const { faults } = drill;
  await drill.pause(calmMs);
  const { startedAt } = await faults.state(victim);
  const from = performance.now();
  await faults.crash(victim);
  drill.mark(`${victim} killed`);
  const isGone = () =>
    faults.state(victim).then(
      () => false,
      () => true,
    );
  // It answers before it ends: it is gone when it answers no more.
  await drill.until(isGone);
  const gone = performance.now();
  await drill.until(async () => (await faults.state(victim)).startedAt !== startedAt);
  drill.mark(`${victim} back`);
  const to = performance.now();
  await drill.pause(calmMs);
  return { from, gone, to };
}
