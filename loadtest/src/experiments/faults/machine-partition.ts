// Machine partition: a machine is cut off from all others for some seconds under load, and returns with its instances. If a
// primary of Redis runs on it, another server may take its place meanwhile.
import {
  diesWithInstance,
  type Mode,
  predictGoneByMachinePartition,
  predictLeftOut,
  predictLoggedOutByMachinePartition,
  predictLostByMachinePartition,
  predictSecondsUntilReached,
  predictSecondsUntilRedisIsUsed,
  replicationLagMs,
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
  lostRow,
  oneColumn,
  withRecovery,
} from './harness/losses.js';
import {
  goneRow,
  lostWithRedis,
  waitUntilDemoted,
  waitUntilRedisIsReached,
  waitUntilReplaced,
} from './harness/machine-of-redis.js';
import { type ChosenMachine, chooseMachine } from './harness/machines.js';

/** Too short for an orchestrator to miss the machine, so its instances stay where they are. */
const cutMs = 4000;
const waitsMs = 1000;
/** Clients have found the new primary this long after the old one follows it. */
const findingMs = 2000;

export const machinePartition = fault({
  question: {
    en: 'A machine is cut off for four seconds and comes back. Who is logged out, which requests wait, and which log-ins are gone?',
    ko: '머신 한 대의 네트워크가 4초 동안 끊겼다가 복구됩니다. 누가 로그아웃되고, 어떤 요청이 기다리며, 어떤 로그인이 사라집니까?',
  },
  columns: [
    ...oneColumn({ en: 'machine partition', ko: '머신 단절' }),
    goneColumn({ en: 'log-ins gone', ko: '사라진 로그인' }),
  ],
  needs: 'machine power',
  async run(harness) {
    const chosen = await chooseMachine(harness, 'with');
    await waitUntilRedisIsReached(harness);
    const watched = await harness.watch(() => watchedUsers);
    const traffic = await harness.startTraffic();
    const logInStream = startLogIns(harness);
    await harness.pause(settleMs);
    const cut = await cutOff(harness, chosen);
    await harness.pause(cut.cleanAt - performance.now());
    // They may be away again, as soon as the orchestrator has noticed the cut.
    await harness.waitForAllInstances();
    const logIns = await logInStream.stop();
    await harness.finish(traffic);
    const counts = await harness.countLoggedIn(watched, () => false);
    const gone = await harness.forEachMode((client) =>
      countGone(client, acknowledged(forMode(logIns, client.mode))),
    );

    return harness.report(traffic, (mode) => {
      const count = forMode(counts, mode);
      const { lost, waiting, row } = lossesOf(harness, traffic, mode, chosen, cut);
      const lastWaiting = Math.max(0, ...waiting.map(({ sentAt }) => sentAt - cut.from)) / 1000;
      const rows = {
        ...loggedOutRow(predictLoggedOutByMachinePartition(), count),
        ...row,
        'seconds until left out': ['s', predictLeftOut(), lastWaiting],
        'seconds until reached again': [
          's',
          predictSecondsUntilReached(),
          (cut.reachedAt - cut.healedAt) / 1000,
        ],
        ...goneRow(forMode(logIns, mode), forMode(gone, mode), (made) => {
          const topology = chosen.primaries.length > 0 ? chosen.store.topology : undefined;
          return predictGoneByMachinePartition(mode, topology, sortWrites(made, chosen, cut));
        }),
      } as const;
      return { observed: count.observed, figures: withRecovery(rows, lost, cut) };
    });
  },
});

/** On the clock of `performance.now()`. */
interface Cut {
  readonly from: number;
  /** No other machine certainly reaches it. */
  readonly goneAt: number;
  /** Redis certainly has no primary that the others reach, until then. */
  readonly stillGoneAt: number;
  readonly healedAt: number;
  /** Every instance reaches Redis again. */
  readonly reachedAt: number;
  /** A primary on the machine takes writes until then at least, and until `endAt` at most. */
  readonly stillAt: number;
  readonly endAt: number;
  /** Nothing is lost any more. */
  readonly cleanAt: number;
}

async function cutOff(harness: FaultHarness, chosen: ChosenMachine): Promise<Cut> {
  const { power } = harness;
  const { machine, primaries, store } = chosen;
  const isReplaceable = primaries.length > 0 && store.topology !== 'single';
  const from = performance.now();
  let goneAt = from;
  let stillGoneAt = from;
  let healedAt = from;
  try {
    await power.cut(machine);
    goneAt = performance.now();
    harness.mark(`${machine} cut off`);
    const replaced = isReplaceable ? await waitUntilReplaced(harness, chosen) : undefined;
    await harness.pause(from + cutMs - performance.now());
    stillGoneAt = replaced?.stillAt ?? performance.now();
  } finally {
    await power.heal(machine);
    healedAt = performance.now();
    harness.mark(`${machine} back`);
  }
  await harness.waitForAllInstances();
  const demoted = isReplaceable ? await waitUntilDemoted(harness, chosen) : undefined;
  await waitUntilRedisIsReached(harness);
  harness.mark('Redis reached by all');
  const reachedAt = performance.now();
  const around = { from, goneAt, stillGoneAt, healedAt, reachedAt };
  if (demoted) return { ...around, ...demoted, cleanAt: reachedAt + findingMs };
  const usedAt = reachedAt + 1000 * predictSecondsUntilRedisIsUsed().predicted[1];
  // TCP sends a packet again after twice the time each time, so a connection may be silent for as long again.
  return { ...around, stillAt: usedAt, endAt: usedAt, cleanAt: usedAt + (healedAt - from) };
}

function lossesOf(
  { instances }: FaultHarness,
  traffic: Traffic,
  mode: Mode,
  { primaries, store }: ChosenMachine,
  cut: Cut,
) {
  const { from, healedAt, cleanAt, endAt } = cut;
  const among = { instances: instances.length, endsLogIns: diesWithInstance(mode) };
  const losses = findLosses(traffic, mode, among);
  const waiting = losses.sent.filter(
    ({ sentAt, answeredAt }) => sentAt >= from && sentAt <= healedAt && answeredAt - sentAt > waitsMs,
  );
  if (primaries.length > 0 && mode.state === 'redis') {
    const isPartial = store.topology === 'cluster';
    const { losses: ofRedis, row } = lostWithRedis(traffic, mode, { ...cut, isPartial }, cleanAt);
    return { lost: ofRedis.lost, waiting, row };
  }
  // Those on open connections at the cut; idle connections close after a second.
  const cutOff = duringSpan(losses.sent, { from, to: from + settleMs });
  const returning = duringSpan(losses.sent, { from: healedAt, to: endAt });
  const expected = predictLostByMachinePartition(mode, {
    writes: cutOff.filter(({ kind }) => kind !== 'read').length,
    cutOff: cutOff.length,
    returning: returning.length,
  });
  return { lost: losses.lost, waiting, row: lostRow(expected, losses) };
}

/** Those that an old primary accepted: in the last moment before the cut, and from the instances on its machine once they are reached again. */
function sortWrites(made: readonly Acknowledged[], { hosted }: ChosenMachine, cut: Cut) {
  const isBeside = ({ logIn: { issuer } }: Acknowledged) => issuer === undefined || hosted.includes(issuer);
  const certain = made.filter(
    (each) => isBeside(each) && each.sentAt >= cut.healedAt && each.answeredAt <= cut.stillAt,
  );
  const possible = made.filter(
    (each) =>
      each.answeredAt >= cut.from - replicationLagMs &&
      (each.sentAt <= cut.goneAt || (isBeside(each) && each.sentAt <= cut.endAt)),
  );
  return { certain: certain.length, possible: possible.length };
}
