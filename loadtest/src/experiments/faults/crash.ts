// Crash: one instance is killed outright under load, and is back after a moment. Who is logged out?
import {
  connectTimeoutMs,
  diesWithInstance,
  predictLoggedOutByRestart,
  predictLostReadsWithoutRetry,
  predictLostWritesAroundCrash,
  predictSecondsUntilClean,
} from '@scale-out-lab/core';
import { basePathOf } from '../../http/connection.js';
import { fault, settleMs, watchedUsers } from './fault.js';
import { type FaultHarness, forMode } from './harness/harness.js';
import {
  duringSpan,
  findLosses,
  loggedOutRow,
  lostAroundCrashRows,
  mostSentWithin,
  oneColumn,
  type Span,
  secondsUntilLast,
  withRecovery,
} from './harness/losses.js';

/** Until the balancer has read that its idle connections to the instance are closed. */
const noticeMs = 100;
const lostWithoutRetry = 'reads lost with no retry';

export const crash = fault({
  needsTwoInstances: true,
  question: {
    en: 'One instance crashes under load and restarts. Who is logged out, and which requests fail?',
    ko: '요청을 처리하는 중에 인스턴스 한 대가 강제 종료되었다가 다시 시작됩니다. 누가 로그아웃되고, 요청이 얼마나 실패합니까?',
  },
  columns: oneColumn({ en: 'crash', ko: '강제 종료' }),
  highlights: [lostWithoutRetry],
  async run(harness) {
    const { instances, plans } = harness;
    const [victim = '', other = victim] = instances;
    const watched = await harness.watch(() => watchedUsers);
    const traffic = await harness.startTraffic();
    const crashed = await kill(harness, victim);
    await harness.finish(traffic);
    await harness.waitForAllInstances();
    const counts = await harness.countLoggedIn(
      watched,
      (mode, { issuer }) => diesWithInstance(mode) && issuer === victim,
    );
    // Again without retries on another instance: the losses that the balancer hides.
    const url = plans[0]?.url as URL;
    const bare = await harness.startTraffic(new URL(`${basePathOf(url)}/no-retry`, url));
    const crashedBare = await kill(harness, other);
    await harness.finish(bare);
    await harness.waitForAllInstances();

    return harness.report(traffic, (mode) => {
      const count = forMode(counts, mode);
      const issuedByLost = forMode(watched, mode).filter(({ issuer }) => issuer === victim).length;
      const population = { members: count.members, issuedByLost, loggedOut: 0 };
      const among = { instances: instances.length, endsLogIns: diesWithInstance(mode) };
      const losses = findLosses(traffic, mode, among);
      const untilGone = { from: crashed.from, to: crashed.gone + noticeMs };
      const lostAtMost = predictLostWritesAroundCrash(duringSpan(losses.writes, untilGone).length);
      const lossesBare = findLosses(bare, mode, among);
      const downBare = { from: crashedBare.from, to: crashedBare.gone };
      const lostBare = predictLostReadsWithoutRetry({
        inFlight: duringSpan(lossesBare.reads, downBare).length,
        secondsGone: (crashedBare.to - crashedBare.from) / 1000,
        instances: instances.length,
        duringConnect: mostSentWithin(connectTimeoutMs, duringSpan(lossesBare.reads, crashedBare)),
      });
      const secondsLost = secondsUntilLast(losses.lost, crashed.from);
      return {
        observed: count.observed,
        figures: withRecovery(
          {
            ...loggedOutRow(predictLoggedOutByRestart(mode, population), count),
            ...lostAroundCrashRows(lostAtMost, losses),
            'seconds until clean': ['s', predictSecondsUntilClean(), secondsLost],
            [lostWithoutRetry]: [
              `of ${lossesBare.reads.length} reads`,
              lostBare,
              lossesBare.lostReads.length,
            ],
          },
          losses.lost,
          { from: crashed.from, cleanAt: crashed.from + 1000 * predictSecondsUntilClean().predicted[1] },
        ),
      };
    });
  },
});

/** From the crash until the instance is back; `gone` is the moment from which it no longer answered. */
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
  // It answers the command before it ends.
  await harness.waitFor(isGone);
  const gone = performance.now();
  await harness.waitFor(async () => (await faults.state(victim)).startedAt !== startedAt);
  harness.mark(`${victim} back`);
  const to = performance.now();
  await harness.pause(settleMs);
  return { from, gone, to };
}
