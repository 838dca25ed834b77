// Machine crash: a machine dies with its instances under load, and the orchestrator starts them elsewhere. Who is logged out?
import {
  diesWithInstance,
  predictLoggedOutByRestart,
  predictLostReadsAroundCrash,
  predictLostWritesAroundCrash,
  predictSecondsUntilMoved,
  secondsUntilSilenceEnds,
} from '@scale-out-lab/core';
import { fault, settleMs, watchedUsers } from './fault.js';
import { forMode } from './harness/harness.js';
import { duringSpan, findLosses, loggedOutRow, lostRow, oneColumn, withRecovery } from './harness/losses.js';
import { chooseMachine, waitUntilMoved } from './harness/machines.js';

export const machineCrash = fault({
  question: 'A machine crashes with its instances. Who is logged out, and when are all instances back?',
  columns: oneColumn({ en: 'machine crash', ko: '머신 종료' }),
  needs: 'machine power',
  async run(harness) {
    const { power, instances } = harness;
    const { machine, hosted } = await chooseMachine(harness);
    const hosts = (issuer = '') => hosted.includes(issuer);
    const watched = await harness.watch(() => watchedUsers);
    const traffic = await harness.startTraffic();
    await harness.pause(settleMs);
    const from = performance.now();
    try {
      await power.crash(machine);
      const gone = performance.now();
      harness.mark(`${machine} crashed`);
      await waitUntilMoved(harness, machine);
      const movedAt = performance.now();
      harness.mark('instances moved');
      await harness.waitForAllInstances();
      await harness.pause(settleMs);
      await harness.finish(traffic);
      const counts = await harness.countLoggedIn(
        watched,
        (mode, { issuer }) => diesWithInstance(mode) && hosts(issuer),
      );

      return harness.report(traffic, (mode) => {
        const count = forMode(counts, mode);
        const issuedByLost = forMode(watched, mode).filter(({ issuer }) => hosts(issuer)).length;
        const population = { members: count.members, issuedByLost, loggedOut: 0 };
        const among = { instances: instances.length, endsLogIns: diesWithInstance(mode) };
        const losses = findLosses(traffic, mode, among);
        const { reads, writes, lostReads, lostWrites } = losses;
        // A write may also follow on a connection that was open at the crash; nginx closes an idle one after a second.
        const inFlight = duringSpan(writes, { from, to: gone + settleMs }).length;
        const lostAtMost = predictLostWritesAroundCrash(inFlight);
        const rows = {
          ...loggedOutRow(predictLoggedOutByRestart(mode, population), count),
          ...lostRow(lostAtMost, losses),
          'reads lost': [`of ${reads.length} reads`, predictLostReadsAroundCrash(), lostReads.length],
          'writes lost': [`of ${writes.length} writes`, lostAtMost, lostWrites.length],
          'seconds until moved': ['s', predictSecondsUntilMoved(), (movedAt - from) / 1000],
        } as const;
        const cleanAt = gone + 1000 * secondsUntilSilenceEnds;
        return { observed: count.observed, figures: withRecovery(rows, losses.lost, { from, cleanAt }) };
      });
    } finally {
      await power.start(machine, harness.signal);
    }
  },
});
