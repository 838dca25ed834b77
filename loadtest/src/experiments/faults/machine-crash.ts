// Machine crash: a machine crashes with its instances under load, and the orchestrator starts them elsewhere. Who is logged out? If a
// primary of Redis ran on it, what did the store lose?
import {
  diesWithInstance,
  diesWithRedis,
  type Mode,
  predictGoneByMachineCrash,
  predictLoggedOutByRedisCrash,
  predictLoggedOutByRestart,
  predictLostWritesAroundCrash,
  predictSecondsUntilMoved,
  predictSecondsUntilPrimaryIsUsed,
  replicationLagMs,
  secondsUntilSilenceEnds,
} from '@scale-out-lab/core';
import type { Traffic } from '../../traffic/traffic.js';
import { fault, settleMs, watchedUsers } from './fault.js';
import { type FaultHarness, forMode } from './harness/harness.js';
import { type Acknowledged, acknowledged, countGone, startLogIns } from './harness/log-in-stream.js';
import {
  duringSpan,
  findLosses,
  goneColumn,
  loggedOutRow,
  lostAroundCrashRows,
  oneColumn,
  withRecovery,
} from './harness/losses.js';
import {
  goneRow,
  lostWithRedis,
  waitUntilRedisIsReached,
  waitUntilReplaced,
} from './harness/machine-of-redis.js';
import { type ChosenMachine, chooseMachine, waitUntilMoved } from './harness/machines.js';

export const machineCrash = fault({
  question: {
    en: 'A machine crashes with its instances. Who is logged out, what is gone, and when are all instances back?',
    ko: '머신 한 대가 그 위의 인스턴스와 함께 멈춥니다. 누가 로그아웃되고, 무엇이 사라지며, 모든 인스턴스는 언제 복구됩니까?',
  },
  columns: [
    ...oneColumn({ en: 'machine crash', ko: '머신 종료' }),
    goneColumn({ en: 'log-ins gone', ko: '사라진 로그인' }),
  ],
  needs: 'machine power',
  async run(harness) {
    const { power, instances } = harness;
    const chosen = await chooseMachine(harness, 'with');
    await waitUntilRedisIsReached(harness);
    const { machine, hosted } = chosen;
    const hosts = (issuer = '') => hosted.includes(issuer);
    const losesLogIns = (mode: Mode) => losesStore(chosen) && diesWithRedis(mode);
    const watched = await harness.watch(() => watchedUsers);
    const traffic = await harness.startTraffic();
    const logInStream = startLogIns(harness);
    await harness.pause(settleMs);
    try {
      const crash = await crashMachine(harness, chosen);
      const logIns = await logInStream.stop();
      await harness.finish(traffic);
      const counts = await harness.countLoggedIn(
        watched,
        (mode, { issuer }) => losesLogIns(mode) || (diesWithInstance(mode) && hosts(issuer)),
      );
      const gone = await harness.forEachMode((client) =>
        countGone(client, acknowledged(forMode(logIns, client.mode))),
      );

      return harness.report(traffic, (mode) => {
        const count = forMode(counts, mode);
        const issuedByLost = forMode(watched, mode).filter(({ issuer }) => hosts(issuer)).length;
        const population = { members: count.members, issuedByLost, loggedOut: 0 };
        const loggedOut = losesLogIns(mode)
          ? predictLoggedOutByRedisCrash(mode, population, false)
          : predictLoggedOutByRestart(mode, population);
        const { lost, row } = lossesOf(traffic, mode, { chosen, crash, instances: instances.length });
        const rows = {
          ...loggedOutRow(loggedOut, count),
          ...row,
          'seconds until moved': ['s', predictSecondsUntilMoved(), (crash.movedAt - crash.from) / 1000],
          ...goneRow(forMode(logIns, mode), forMode(gone, mode), (made) =>
            predictGoneByMachineCrash(mode, topologyOn(chosen), sortWrites(made, chosen, crash)),
          ),
        } as const;
        return { observed: count.observed, figures: withRecovery(rows, lost, crash) };
      });
    } finally {
      await power.start(machine, harness.signal);
    }
  },
});

/** Of Redis, if a primary is on the machine. */
function topologyOn({ primaries, store }: ChosenMachine) {
  return primaries.length > 0 ? store.topology : undefined;
}

/** Whether the only server of Redis is on the machine. */
function losesStore(chosen: ChosenMachine): boolean {
  return topologyOn(chosen) === 'single';
}

/** On the clock of `performance.now()`, in this order. */
interface Crash {
  readonly from: number;
  readonly goneAt: number;
  /** Redis certainly has no primary until then. */
  readonly stillGoneAt: number;
  /** No request may be lost any more. */
  readonly cleanAt: number;
  readonly movedAt: number;
}

async function crashMachine(harness: FaultHarness, chosen: ChosenMachine): Promise<Crash> {
  const { machine, primaries } = chosen;
  const from = performance.now();
  await harness.power.crash(machine);
  const goneAt = performance.now();
  harness.mark(`${machine} crashed`);
  const redisIsBack = primaries.length > 0 ? waitUntilReplaced(harness, chosen) : undefined;
  const [replaced, movedAt] = await Promise.all([
    redisIsBack,
    waitUntilMoved(harness, machine).then(() => performance.now()),
  ]);
  harness.mark('instances moved');
  await harness.waitForAllInstances();
  await harness.pause(settleMs);
  const silentUntil = goneAt + 1000 * secondsUntilSilenceEnds;
  const usedAt = (replaced?.endAt ?? from) + 1000 * predictSecondsUntilPrimaryIsUsed().predicted[1];
  const stillGoneAt = replaced?.stillAt ?? from;
  return { from, goneAt, stillGoneAt, cleanAt: Math.max(silentUntil, usedAt), movedAt };
}

interface Around {
  readonly chosen: ChosenMachine;
  readonly crash: Crash;
  readonly instances: number;
}

function lossesOf(traffic: Traffic, mode: Mode, { chosen, crash, instances }: Around) {
  const topology = topologyOn(chosen);
  if (topology !== undefined && mode.state === 'redis') {
    const isPartial = topology === 'cluster';
    const { losses, row } = lostWithRedis(traffic, mode, { ...crash, isPartial }, crash.cleanAt);
    return { lost: losses.lost, row };
  }
  const losses = findLosses(traffic, mode, { instances, endsLogIns: diesWithInstance(mode) });
  // A write may also follow on a connection that was open at the crash; nginx closes an idle one after a second.
  const inFlight = duringSpan(losses.writes, { from: crash.from, to: crash.goneAt + settleMs }).length;
  return { lost: losses.lost, row: lostAroundCrashRows(predictLostWritesAroundCrash(inFlight), losses) };
}

/** Those that only Redis on the machine had: all of them where it was the only server, and those of the last moment with replicas. */
function sortWrites(made: readonly Acknowledged[], chosen: ChosenMachine, { from, goneAt }: Crash) {
  const earliest = losesStore(chosen) ? 0 : from - replicationLagMs;
  const before = made.filter(({ sentAt, answeredAt }) => sentAt <= goneAt && answeredAt >= earliest);
  const certain = losesStore(chosen) ? before.filter(({ answeredAt }) => answeredAt <= from) : [];
  return { certain: certain.length, possible: before.length };
}
