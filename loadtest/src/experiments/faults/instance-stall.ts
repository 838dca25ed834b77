// Instance stall: one instance answers nothing for a while. Are requests lost, how many users wait, and how long?
import {
  type Mode,
  predictLoggedOutByStall,
  predictLostByStall,
  predictSlowestWhileInstanceStalled,
  predictWaiting,
  shareOfStalled,
} from '@scale-out-lab/core';
import type { FigureTable } from '../../model/agreement.js';
import type { LedgerEntry } from '../../traffic/sender.js';
import type { Traffic } from '../../traffic/traffic.js';
import { dateResolutionMs } from '../client/clocks.js';
import { fault, settleMs, watchedUsers } from './fault.js';
import { type FaultHarness, forMode } from './harness/harness.js';
import {
  duringSpan,
  findLosses,
  loggedOutRow,
  lostRow,
  oneColumn,
  slowestMs,
  withRecovery,
} from './harness/losses.js';

const stallMs = 3000;
/** Longer than any request takes without a fault. */
const longMs = 1000;
/** Between the instance's answer to the command and the stall. */
const stallDelayMs = 50;
/** How long the instance takes to answer waiting requests after the stall. */
const catchUpMs = 500;
const usersWaited = 'users who waited longer than a second';
const readsWaited = 'reads that took longer than a second';

export const instanceStall = fault({
  question: {
    en: `One instance stalls for ${stallMs / 1000} s under load. Do requests fail, and how many users wait longer than a second?`,
    ko: `요청을 처리하는 중에 인스턴스 한 대가 ${stallMs / 1000}초 동안 일시 정지합니다. 요청이 실패합니까? 1초 넘게 기다리는 사용자는 몇 명입니까?`,
  },
  columns: [
    ...oneColumn({ en: 'instance stall', ko: '인스턴스 일시 정지' }),
    {
      head: { en: 'stall: waits', ko: '일시 정지: 대기' },
      figures: [usersWaited, readsWaited],
      meaning: {
        en: 'stall: waits: users, of 30, who waited longer than a second, and reads that took so long.',
        ko: '일시 정지: 대기: 30명 중 1초 넘게 기다린 사용자 수와, 1초 넘게 걸린 읽기 요청 수.',
      },
    },
  ],
  async run(harness) {
    const [victim = ''] = harness.instances;
    const watched = await harness.watch(() => watchedUsers);
    const traffic = await harness.startTraffic();
    const stall = await stallInstance(harness, victim);
    await harness.finish(traffic);
    await harness.waitForAllInstances();
    const counts = await harness.countLoggedIn(watched, () => false);

    return harness.report(traffic, (mode) => {
      const count = forMode(counts, mode);
      const waits = { traffic, mode, stall, victim, instances: harness.instances.length };
      return {
        observed: count.observed,
        figures: withRecovery(
          { ...loggedOutRow(predictLoggedOutByStall(), count), ...waitingRows(waits) },
          findLosses(traffic, mode, { instances: waits.instances, endsLogIns: false }).lost,
          { from: stall.from, cleanAt: stall.backAt + longMs },
        ),
      };
    });
  },
});

interface Stall {
  readonly from: number;
  /** A request that reaches the instance between these two certainly waits longer than a second. */
  readonly surelyFrom: number;
  readonly surelyTo: number;
  /** The instance had answered again by then. */
  readonly backAt: number;
}

interface Waits {
  readonly traffic: Traffic;
  readonly mode: Mode;
  readonly stall: Stall;
  readonly victim: string;
  readonly instances: number;
}

function waitingRows({ traffic, mode, stall, victim, instances }: Waits): FigureTable {
  const losses = findLosses(traffic, mode, { instances, endsLogIns: false });
  const { sent, reads } = losses;
  const users = issuersOf(traffic, mode.name);
  const shareOf = ({ username }: LedgerEntry) =>
    shareOfStalled(mode, instances, users.get(username) === victim);
  const mayWait = { from: stall.from, to: stall.backAt + catchUpMs - longMs };
  const certain = reads.filter(({ sentAt }) => sentAt >= stall.surelyFrom && sentAt < stall.surelyTo);
  const possible = duringSpan(reads, mayWait);
  const waited = reads.filter(({ sentAt, answeredAt }) => answeredAt - sentAt > longMs);
  const allThatMayWait = { certain: [], possible: duringSpan(sent, mayWait).map(shareOf) };
  const losable = {
    stallSeconds: stallMs / 1000,
    underWay: duringSpan(sent, { from: stall.from, to: stall.surelyFrom }).length,
    waiting: predictWaiting(mode, allThatMayWait).predicted[1],
  };
  const expectedUsers = predictWaiting(mode, {
    certain: byUser(certain, shareOf),
    possible: byUser(possible, shareOf),
  });
  const waitingUsers = new Set(waited.map(({ username }) => username)).size;
  const expectedReads = predictWaiting(mode, {
    certain: certain.map(shareOf),
    possible: possible.map(shareOf),
  });
  const expectedSlowest = predictSlowestWhileInstanceStalled(stallMs / 1000);
  return {
    ...lostRow(predictLostByStall(mode, losable), losses),
    [usersWaited]: [`of ${users.size} users`, expectedUsers, waitingUsers],
    [readsWaited]: [`of ${possible.length} reads`, expectedReads, waited.length],
    'slowest answer': ['ms', expectedSlowest, slowestMs(sent)],
  };
}

async function stallInstance(harness: FaultHarness, victim: string): Promise<Stall> {
  const { faults } = harness;
  await harness.pause(settleMs);
  const from = performance.now();
  await faults.stall(victim, stallMs);
  harness.mark(`${victim} stalled`);
  const surelyFrom = performance.now() + stallDelayMs;
  await harness.pause(from + stallMs - performance.now());
  await harness.waitFor(async () => (await faults.state(victim)).instanceId === victim);
  harness.mark(`${victim} resumed`);
  const backAt = performance.now();
  await harness.pause(settleMs);
  return { from, surelyFrom, surelyTo: from + stallMs - longMs - dateResolutionMs, backAt };
}

/** The users who were logged in when the traffic began, with the instance that had logged them in. */
function issuersOf({ population }: Traffic, mode: string): ReadonlyMap<string, string | undefined> {
  return new Map(
    population.filter((member) => member.mode === mode).map(({ username, issuer }) => [username, issuer]),
  );
}

/** For each user who sent some of the requests, the probability that at least one reaches the instance. */
function byUser(entries: readonly LedgerEntry[], shareOf: (entry: LedgerEntry) => number): readonly number[] {
  const missing = new Map<string, number>();
  for (const entry of entries)
    missing.set(entry.username, (missing.get(entry.username) ?? 1) * (1 - shareOf(entry)));
  return Array.from(missing.values(), (none) => 1 - none);
}
