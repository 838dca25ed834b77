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
import { fault, oneColumn, requestsLost, settleMs, usersLoggedOut, watchedUsers } from './fault.js';
import type { FaultHarness } from './harness/harness.js';
import { describeLost, duringSpan, findLosses, type Span, secondsUntilLast } from './harness/losses.js';

const lostWithoutRetry = 'reads lost with no retry';

export const crash = fault({
  question:
    'One instance is killed while requests go on, and comes back: who is logged out, and what is lost?',
  columns: oneColumn('crash'),
  highlights: [lostWithoutRetry],
  async run(harness) {
    const [victim = '', other = victim] = harness.instances;
    const watchedOf = await harness.watch(() => watchedUsers);
    const traffic = await harness.startTraffic();
    const struck = await kill(harness, victim);
    await harness.finish(traffic);
    await harness.untilAllAnswer();
    const countOf = await harness.count(
      watchedOf,
      (mode, { issuer }) => diesWithInstance(mode) && issuer === victim,
    );
    // The same once more, with nobody to ask another instance: what the balancer hides.
    const bare = await harness.startTraffic(
      new URL(`${harness.plans[0]?.url.href.replace(/\/$/, '')}/no-retry`),
    );
    const struckBare = await kill(harness, other);
    await harness.finish(bare);
    await harness.untilAllAnswer();

    return harness.plans.map((plan) => {
      const { mode } = plan;
      const count = countOf(mode);
      const watched = watchedOf(mode);
      const issuedByLost = watched.filter(({ issuer }) => issuer === victim).length;
      const loggedOut = predictLoggedOutByRestart(mode, {
        members: watched.length,
        issuedByLost,
        loggedOut: 0,
      });
      const among = { instances: harness.instances.length, endsLogIns: diesWithInstance(mode) };
      const { sent, reads, writes, lost, lostReads, lostWrites } = findLosses(traffic, mode, among);
      const lostAtMost = predictLostWritesAroundCrash(duringSpan(writes, struck).length);
      const without = findLosses(bare, mode, among);
      const lostBare = predictLostReadsWithoutRetry(
        duringSpan(without.reads, { from: struckBare.from, to: struckBare.gone }).length,
        (struckBare.to - struckBare.from) / 1000,
      );
      return harness.observe(plan, traffic, count.observed, [
        toFigure(usersLoggedOut, `of ${watched.length} users`, loggedOut, watched.length - count.loggedIn),
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
async function kill(harness: FaultHarness, victim: string): Promise<Span & { readonly gone: number }> {
  const { faults } = harness;
  await harness.pause(settleMs);
  const { startedAt } = await faults.state(victim);
  const from = performance.now();
  await faults.crash(victim);
  harness.mark(`${victim} killed`);
  const isGone = () =>
    faults.state(victim).then(
      () => false,
      () => true,
    );
  // It answers before it ends: it is gone when it answers no more.
  await harness.waitFor(isGone);
  const gone = performance.now();
  await harness.waitFor(async () => (await faults.state(victim)).startedAt !== startedAt);
  harness.mark(`${victim} back`);
  const to = performance.now();
  await harness.pause(settleMs);
  return { from, gone, to };
}
