// Machine drain and rolling update: an orchestrator replaces instances under load, those of one machine or all. What is lost?
import {
  diesWithInstance,
  predictLoggedOutByRestart,
  predictLostByRollingRestart,
  predictSecondsUntilReplaced,
} from '@scale-out-lab/core';
import { fault, settleMs, watchedUsers } from './fault.js';
import { type FaultHarness, forMode } from './harness/harness.js';
import { findLosses, loggedOutRow, lostRow, oneColumn, withRecovery } from './harness/losses.js';
import { waitUntilRedisIsReached } from './harness/machine-of-redis.js';
import { chooseMachine, waitUntilMoved } from './harness/machines.js';

export const machineDrain = fault({
  question: {
    en: 'The instances of one machine move to others, as for maintenance. Do requests fail?',
    ko: '점검할 때처럼 머신 한 대의 인스턴스를 다른 머신으로 옮깁니다. 요청이 실패합니까?',
  },
  columns: oneColumn({ en: 'machine drain', ko: '머신 드레인' }),
  needs: 'machines',
  async run(harness) {
    const { machines } = harness;
    const { machine, hosted } = await chooseMachine(harness, 'without');
    const drain = async () => {
      await machines.drain(machine);
      harness.mark(`${machine} draining`);
      await waitUntilMoved(harness, machine);
    };
    try {
      return await replace(harness, hosted, drain);
    } finally {
      await machines.activate(machine);
    }
  },
});

export const rollingUpdate = fault({
  question: {
    en: 'The orchestrator replaces every instance in turn, the new one first. Do requests fail?',
    ko: '오케스트레이터가 새 인스턴스를 먼저 시작하며 모든 인스턴스를 차례로 교체합니다. 요청이 실패합니까?',
  },
  columns: oneColumn({ en: 'rolling update', ko: '롤링 업데이트' }),
  needs: 'machines',
  run: (harness) => replace(harness, harness.instances, () => harness.machines.update(harness.signal)),
});

/** @param replaced the instances that end; others with their IDs follow them */
async function replace(harness: FaultHarness, replaced: readonly string[], work: () => Promise<void>) {
  const { instances, plans } = harness;
  const isReplaced = (issuer = '') => replaced.includes(issuer);
  await waitUntilRedisIsReached(harness);
  const watched = await harness.watch(() => watchedUsers);
  const traffic = await harness.startTraffic();
  await harness.pause(settleMs);
  const from = performance.now();
  await work();
  const replacedAt = performance.now();
  harness.mark('instances replaced');
  await harness.waitForAllInstances();
  const wanted = Math.max(...plans.map(({ faultRequests }) => faultRequests)) * plans.length;
  while (traffic.offered().due < wanted) await harness.pause(settleMs);
  const cleanAt = performance.now();
  await harness.finish(traffic);
  const counts = await harness.countLoggedIn(
    watched,
    (mode, { issuer }) => diesWithInstance(mode) && isReplaced(issuer),
  );

  return harness.report(traffic, (mode) => {
    const count = forMode(counts, mode);
    const issuedByLost = forMode(watched, mode).filter(({ issuer }) => isReplaced(issuer)).length;
    const population = { members: count.members, issuedByLost, loggedOut: 0 };
    const among = { instances: instances.length, endsLogIns: diesWithInstance(mode) };
    const losses = findLosses(traffic, mode, among);
    const rows = {
      ...loggedOutRow(predictLoggedOutByRestart(mode, population), count),
      ...lostRow(predictLostByRollingRestart(), losses),
      'seconds until replaced': [
        's',
        predictSecondsUntilReplaced(replaced.length),
        (replacedAt - from) / 1000,
      ],
    } as const;
    return { observed: count.observed, figures: withRecovery(rows, losses.lost, { from, cleanAt }) };
  });
}
