// Redis restore: Redis is restored from a backup. Which log-outs and spent tokens are undone, which log-ins are lost, and what
// does a new restore epoch save?
import { randomUUID } from 'node:crypto';
import {
  defaultGraceSeconds,
  type Mode,
  missingError,
  needsRedis,
  predictEndedAsThieves,
  predictGoneByRestore,
  predictLoggedOutByRestore,
  predictLostByRestore,
  predictSecondsUntilRedisIsUsed,
  predictSpentAccepted,
  predictUndoneByRestore,
} from '@scale-out-lab/core';
import pLimit from 'p-limit';
import type { FigureTable } from '../../model/agreement.js';
import { textField } from '../../model/answer.js';
import type { Traffic } from '../../traffic/traffic.js';
import type { ModeClient } from '../client/cluster-client.js';
import type { LogIn } from '../client/log-in.js';
import { fault, settleMs, watchedUsers } from './fault.js';
import type { RedisFaults } from './harness/control-ports.js';
import { type ByMode, type FaultHarness, forMode, reportWays } from './harness/harness.js';
import {
  duringSpan,
  findLosses,
  goneColumn,
  loggedOutRow,
  logInsGone,
  logOutsUndone,
  lostRow,
  oneColumn,
  recoveryWindowMs,
  rename,
  withRecovery,
} from './harness/losses.js';
import { concurrentChecks, countUsable, type LoggedInCount, logOutAll, refresh } from './harness/watched.js';

const endedAsThieves = 'honest users ended as thieves';
const spentAccepted = 'spent refresh tokens accepted';
const withEpoch = (figure: string) => `${figure}, with a new epoch`;

export const redisRestore = fault({
  question: {
    en: 'Redis comes back from a backup that is some seconds old. Which log-outs are undone, and who is logged out?',
    ko: 'Redis를 몇 초 전의 백업으로 복원합니다. 어떤 로그아웃이 취소되고, 누가 로그아웃됩니까?',
  },
  columns: [
    ...oneColumn({ en: 'redis restore', ko: 'Redis 복원' }),
    goneColumn({ en: 'log-ins, log-outs gone', ko: '사라진 로그인, 로그아웃' }),
    ...oneColumn({ en: 'the same, new epoch', ko: '같음, 새 에포크' }, withEpoch),
    {
      ...goneColumn({ en: 'new epoch: gone', ko: '새 에포크: 사라짐' }, withEpoch),
      meaning: {
        en: 'new epoch: RESTORE_EPOCH has a new name since the restore.',
        ko: '새 에포크: 복원한 뒤에 RESTORE_EPOCH를 새로 정합니다.',
      },
    },
  ],
  highlights: [spentAccepted, endedAsThieves, withEpoch(spentAccepted)],
  needs: 'backup',
  async run(harness) {
    const redis = harness.faults.redis as RedisFaults;
    const prepared = { plain: await logInGroups(harness), epoch: await logInGroups(harness) };
    const backup = await redis.backUp();
    const plainUsers = await useSince(harness, prepared.plain);
    const epochUsers = await useSince(harness, prepared.epoch);
    await harness.pause(graceMs(harness));
    // The users of the load, too, log in after the backup.
    const traffic = await harness.startTraffic();
    await harness.pause(settleMs);
    const restored = await during(harness, 'backup restored', () => backup.restore());
    const plain = await measure(harness, traffic, plainUsers, { ...restored, hasNewEpoch: false });
    try {
      const changed = await during(harness, 'new epoch', () =>
        changeEpoch(harness, `test-${randomUUID().slice(0, 8)}`),
      );
      const epoch = await measure(harness, traffic, epochUsers, { ...changed, hasNewEpoch: true });
      await harness.finish(traffic);
      return reportWays(harness, traffic, [plain, epoch], restoreRows);
    } finally {
      await changeEpoch(harness, null);
    }
  },
});

/** Users with a log-in that the backup holds. */
interface Groups {
  /** Those who stay, and use their refresh token afterwards if they have one. */
  readonly staying: ByMode<readonly LogIn[]>;
  readonly leaving: ByMode<readonly LogIn[]>;
  /** Those with a copied refresh token. */
  readonly copied: ByMode<readonly LogIn[]>;
}

/** The same users when Redis is restored, and those who logged in after the backup. */
interface UsedGroups extends Groups {
  readonly late: ByMode<readonly LogIn[]>;
}

async function logInGroups(harness: FaultHarness): Promise<Groups> {
  return {
    staying: await harness.watch(() => watchedUsers),
    leaving: await harness.watch(({ state }) => (state === 'redis' ? watchedUsers : 0)),
    copied: await harness.watch((mode) => (mode.refresh ? watchedUsers : 0)),
  };
}

async function useSince(harness: FaultHarness, groups: Groups): Promise<UsedGroups> {
  const { leaving, copied } = groups;
  const staying = await harness.forEachMode((client) =>
    refreshAll(client, forMode(groups.staying, client.mode)),
  );
  await harness.forEachMode((client) => refreshAll(client, forMode(copied, client.mode)));
  await harness.forEachMode((client) => logOutAll(client, forMode(leaving, client.mode)));
  return { staying, leaving, copied, late: await harness.watch(() => watchedUsers) };
}

/** The log-ins with their next refresh token; the same ones in a mode without such tokens. */
function refreshAll({ cluster, mode }: ModeClient, logIns: readonly LogIn[]): Promise<readonly LogIn[]> {
  return pLimit(concurrentChecks).map(logIns, async (logIn) => {
    const refreshed = await refresh(cluster, mode, logIn);
    if (!refreshed) return logIn;
    const { answer } = refreshed.reply;
    const refreshToken = answer && textField(answer, 'refresh_token');
    if (refreshToken === undefined) throw missingError(`${mode.name}: a refresh failed before the restore.`);
    return { ...logIn, refreshToken };
  });
}

/** Longer than a spent token still gives its successor. */
function graceMs({ plans }: FaultHarness): number {
  const graces = plans.map(({ mode }) => (mode.refresh ? (mode.graceSeconds ?? defaultGraceSeconds) : 0));
  return 1000 * (1 + Math.max(...graces));
}

async function changeEpoch({ instances, faults }: FaultHarness, epoch: string | null): Promise<void> {
  await Promise.all(instances.map((instance) => faults.setRestoreEpoch(instance, epoch)));
}

/** On the clock of `performance.now()`. */
interface Change {
  readonly from: number;
  readonly doneAt: number;
}

async function during(harness: FaultHarness, what: string, change: () => Promise<void>): Promise<Change> {
  const from = performance.now();
  await change();
  harness.mark(what);
  return { from, doneAt: performance.now() };
}

interface Restored extends Change {
  readonly hasNewEpoch: boolean;
  readonly traffic: Traffic;
  /** When the load was no longer observed. */
  readonly to: number;
  readonly counts: ByMode<LoggedInCount>;
  readonly thieves: ByMode<number>;
  readonly gone: ByMode<Tally>;
  readonly undone: ByMode<Tally>;
  readonly spent: ByMode<Tally>;
}

/** How many log-ins of a group, and how many of them are usable. */
interface Tally {
  readonly members: number;
  readonly usable: number;
}

async function measure(
  harness: FaultHarness,
  traffic: Traffic,
  { staying, leaving, copied, late }: UsedGroups,
  change: Change & Pick<Restored, 'hasNewEpoch'>,
): Promise<Restored> {
  await harness.pause(recoveryWindowMs);
  const to = performance.now();
  const tally = (group: ByMode<readonly LogIn[]>) =>
    harness.forEachMode(async (client) => {
      const logIns = forMode(group, client.mode);
      return { members: logIns.length, usable: await countUsable(client, logIns) };
    });
  const thieves = await harness.forEachMode((client) => countThieves(client, forMode(staying, client.mode)));
  const isEnded = (mode: Mode) =>
    predictLoggedOutByRestore(mode, watchedUsers, change.hasNewEpoch).predicted[0] > 0;
  const counts = await harness.countLoggedIn(staying, isEnded);
  const [gone, undone, spent] = [await tally(late), await tally(leaving), await tally(copied)];
  return { ...change, traffic, to, counts, thieves, gone, undone, spent };
}

/** How many refresh tokens are refused as used twice. */
async function countThieves({ cluster, mode }: ModeClient, logIns: readonly LogIn[]): Promise<number> {
  const replies = await pLimit(concurrentChecks).map(logIns, (logIn) => refresh(cluster, mode, logIn));
  const codes = replies.map((each) => each?.reply.answer && textField(each.reply.answer, 'code'));
  return codes.filter((code) => code === 'reused-token').length;
}

function restoreRows(restored: Restored, mode: Mode): FigureTable {
  const { hasNewEpoch, from } = restored;
  const count = forMode(restored.counts, mode);
  const [gone, undone, spent] = [restored.gone, restored.undone, restored.spent].map((each) =>
    forMode(each, mode),
  ) as [Tally, Tally, Tally];
  const { row, lost, cleanAt } = lostDuring(restored, mode);
  const rows: FigureTable = {
    ...loggedOutRow(predictLoggedOutByRestore(mode, count.members, hasNewEpoch), count),
    ...row,
    [logInsGone]: [
      `of ${gone.members}`,
      predictGoneByRestore(mode, gone.members, hasNewEpoch),
      gone.members - gone.usable,
    ],
    ...(undone.members > 0 && {
      [logOutsUndone]: [
        `of ${undone.members}`,
        predictUndoneByRestore(undone.members, hasNewEpoch),
        undone.usable,
      ],
    }),
    ...(spent.members > 0 && {
      [spentAccepted]: [
        `of ${spent.members}`,
        predictSpentAccepted(spent.members, hasNewEpoch),
        spent.usable,
      ],
      [endedAsThieves]: [
        `of ${count.members}`,
        predictEndedAsThieves(count.members, hasNewEpoch),
        forMode(restored.thieves, mode),
      ],
    }),
  };
  const all = withRecovery(rows, lost, { from, cleanAt });
  return hasNewEpoch ? rename(all, withEpoch) : all;
}

/** Requests of the load around the change. A refused credential is no lost request: the other figures count it. */
function lostDuring({ traffic, from, doneAt, to, hasNewEpoch }: Restored, mode: Mode) {
  const losses = findLosses(traffic, mode, { instances: 1, endsLogIns: true });
  const sent = duringSpan(losses.sent, { from, to });
  const lost = duringSpan(losses.lost, { from, to });
  const cleanAt = doneAt + 1000 * predictSecondsUntilRedisIsUsed().predicted[1];
  const waiting = duringSpan(sent, { from, to: cleanAt }).filter(({ kind }) =>
    needsRedis(mode, kind === 'read' ? 'read' : 'write'),
  );
  const underWay = hasNewEpoch ? 0 : waiting.length;
  return { row: lostRow(predictLostByRestore(mode, underWay), { sent, lost }), lost, cleanAt };
}
