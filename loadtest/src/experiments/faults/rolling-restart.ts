// Rolling restart: every instance in turn is drained and restarted, as on a deployment. Is any request lost?
import {
  diesWithInstance,
  predictLoggedOutByRestart,
  predictLostByRollingRestart,
  predictSignInsLostByRestart,
} from '@scale-out-lab/core';
import { fault, settleMs, watchedUsers } from './fault.js';
import type { InstanceFaults } from './harness/control-ports.js';
import { type ByMode, forMode } from './harness/harness.js';
import { findLosses, loggedOutRow, lostRow, oneColumn, withRecovery } from './harness/losses.js';
import {
  beginSignIns,
  countLostSignIns,
  lostSignInsRow,
  signInsUnderWay,
} from './harness/pending-sign-ins.js';

/** Meanwhile the users of the last instance read again, so that the timeline ends with the state of all. */
const lastReadsMs = 3000;

export const rollingRestart = fault({
  needsTwoInstances: true,
  question: {
    en: 'All instances restart one after the other under load. Do requests fail?',
    ko: '요청을 처리하는 중에 모든 인스턴스를 차례로 재시작합니다. 요청이 실패합니까?',
  },
  columns: oneColumn({ en: 'rolling restart', ko: '롤링 재시작' }),
  async run(harness) {
    const { plans, instances } = harness;
    const watched = await harness.watch(() => watchedUsers);
    const begun = await harness.forEachMode(beginSignIns);
    let lostSignIns: ByMode<number> | undefined;
    const traffic = await harness.startTraffic();
    await harness.pause(settleMs);
    const wanted = Math.max(...plans.map(({ faultRequests }) => faultRequests)) * plans.length;
    do {
      for (const instance of instances) await restartInstance(harness, instance);
      // The balancer may still leave out the last one, and a callback must reach the instance that began the sign-in.
      await harness.waitForAllInstances();
      lostSignIns ??= await harness.forEachMode((client) =>
        countLostSignIns(client, forMode(begun, client.mode)),
      );
    } while (traffic.offered().due < wanted);
    await harness.pause(lastReadsMs);
    await harness.finish(traffic);
    const counts = await harness.countLoggedIn(watched, diesWithInstance);

    return harness.report(traffic, (mode) => {
      const count = forMode(counts, mode);
      const { members, observed } = count;
      const population = { members, issuedByLost: members, loggedOut: 0 };
      const endsLogIns = diesWithInstance(mode);
      const losses = findLosses(traffic, mode, { instances: instances.length, endsLogIns });
      return {
        observed,
        figures: withRecovery(
          {
            ...loggedOutRow(predictLoggedOutByRestart(mode, population), count),
            ...lostRow(predictLostByRollingRestart(), losses),
            ...lostSignInsRow(
              forMode(begun, mode),
              predictSignInsLostByRestart(mode, signInsUnderWay),
              lostSignIns?.get(mode.name) ?? 0,
            ),
          },
          losses.lost,
          { from: traffic.startedAt + settleMs, cleanAt: performance.now() },
        ),
      };
    });
  },
});

/** A drained instance answers the requests in flight first. */
type Ending = 'drain' | 'crash';

interface RestartMeans {
  readonly faults: Pick<InstanceFaults, 'state' | Ending>;
  /** Notes an event. */
  mark(what: string): void;
  /** Polls until the condition holds; errors count as false. @throws on timeout */
  waitFor(condition: () => Promise<boolean>): Promise<void>;
  pause(ms: number): Promise<void>;
}

/** Longer than the balancer leaves out an instance that has refused a connection. */
const afterwardsMs = 1200;

/** Restarts one instance, and resolves when the next may follow. */
export async function restartInstance(
  { faults, mark, waitFor, pause }: RestartMeans,
  instance: string,
  ending: Ending = 'drain',
): Promise<void> {
  const { startedAt } = await faults.state(instance);
  await faults[ending](instance);
  mark(`${instance} ${ending === 'drain' ? 'draining' : 'crashed'}`);
  await waitFor(async () => (await faults.state(instance)).startedAt !== startedAt);
  mark(`${instance} back`);
  await pause(afterwardsMs);
}
