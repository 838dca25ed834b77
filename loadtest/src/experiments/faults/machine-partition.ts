// Machine partition: a machine is cut off from all others for some seconds under load, and comes back with its instances.
import {
  diesWithInstance,
  predictLeftOut,
  predictLoggedOutByMachinePartition,
  predictLostByMachinePartition,
  predictSecondsUntilRedisIsUsed,
} from '@scale-out-lab/core';
import { fault, settleMs, watchedUsers } from './fault.js';
import { forMode } from './harness/harness.js';
import { duringSpan, findLosses, loggedOutRow, lostRow, oneColumn, withRecovery } from './harness/losses.js';
import { chooseMachine } from './harness/machines.js';

/** Too short for an orchestrator to miss the machine, so its instances stay where they are. */
const cutMs = 4000;
const waitsMs = 1000;

export const machinePartition = fault({
  question:
    'A machine is cut off for four seconds and comes back. Who is logged out, and which requests wait?',
  columns: oneColumn({ en: 'machine partition', ko: '머신 단절' }),
  needs: 'machine power',
  async run(harness) {
    const { power } = harness;
    const { machine } = await chooseMachine(harness);
    const watched = await harness.watch(() => watchedUsers);
    const traffic = await harness.startTraffic();
    await harness.pause(settleMs);
    const from = performance.now();
    let healedAt = from;
    try {
      await power.cut(machine);
      harness.mark(`${machine} cut off`);
      await harness.pause(cutMs);
    } finally {
      await power.heal(machine);
      healedAt = performance.now();
      harness.mark(`${machine} back`);
    }
    await harness.waitForAllInstances();
    const reconnectedAt = healedAt + 1000 * predictSecondsUntilRedisIsUsed().predicted[1];
    // TCP sends a packet again after twice the time each time, so a connection may be silent for as long again.
    const cleanAt = reconnectedAt + (healedAt - from);
    await harness.pause(cleanAt - performance.now());
    await harness.finish(traffic);
    const counts = await harness.countLoggedIn(watched, () => false);

    return harness.report(traffic, (mode) => {
      const count = forMode(counts, mode);
      const among = { instances: harness.instances.length, endsLogIns: diesWithInstance(mode) };
      const losses = findLosses(traffic, mode, among);
      // Those on open connections at the cut; idle connections close after a second.
      const cutOff = duringSpan(losses.sent, { from, to: from + settleMs });
      const returning = duringSpan(losses.sent, { from: healedAt, to: reconnectedAt });
      const expected = predictLostByMachinePartition(mode, {
        writes: cutOff.filter(({ kind }) => kind !== 'read').length,
        cutOff: cutOff.length,
        returning: returning.length,
      });
      const waiting = losses.sent.filter(
        ({ sentAt, answeredAt }) => sentAt >= from && sentAt <= healedAt && answeredAt - sentAt > waitsMs,
      );
      const lastWaiting = Math.max(0, ...waiting.map(({ sentAt }) => sentAt - from)) / 1000;
      const rows = {
        ...loggedOutRow(predictLoggedOutByMachinePartition(), count),
        ...lostRow(expected, losses),
        'seconds until left out': ['s', predictLeftOut(), lastWaiting],
      } as const;
      return { observed: count.observed, figures: withRecovery(rows, losses.lost, { from, cleanAt }) };
    });
  },
});
