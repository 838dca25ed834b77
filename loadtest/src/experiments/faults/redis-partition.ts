// Redis partition: the primary is cut off from its replicas and sentinels, and the instances still reach it. Which log-ins and
// acknowledged log-outs are lost once it follows the new primary, and what does `min-replicas-to-write` save?
import {
  diesWithRedis,
  logOutReach,
  type Mode,
  missingError,
  needsRedis,
  predictGoneByPartition,
  predictGoneWithoutRedis,
  predictLoggedOutByPartition,
  predictLostByPartition,
  predictSecondsWithoutWritesByPartition,
  replicationLagMs,
} from '@scale-out-lab/core';
import type { FigureTable } from '../../model/agreement.js';
import type { LedgerEntry } from '../../traffic/sender.js';
import type { Traffic } from '../../traffic/traffic.js';
import { fault, settleMs, watchedUsers } from './fault.js';
import type { Isolation, RedisFaults } from './harness/control-ports.js';
import { type ByMode, type FaultHarness, forMode, reportWays } from './harness/harness.js';
import { type Attempt, acknowledged, countGone, startLogIns, startLogOuts } from './harness/log-in-stream.js';
import {
  duringSpan,
  findLosses,
  goneColumn,
  type Losses,
  loggedOutRow,
  logInsGone,
  logOutsUndone,
  lostRow,
  oneColumn,
  recoveryWindowMs,
  rename,
  secondsUntilLast,
  withRecovery,
} from './harness/losses.js';
import { pollUntil } from './harness/poll-until.js';
import { countUsable, type LoggedInCount } from './harness/watched.js';

const cutMs = 5000;
/** A sentinel demotes the old primary 8 s after the cut has healed, or later. The experiment does it before. */
const afterMs = 5000;
const leavingUsers = 60;
const timeoutMs = 20_000;
const problem = 'The sentinels have not named another primary';
/** Clients have found the new primary this long after the old one is no primary any more. */
const findingMs = 2000;

const secondsWithoutWrites = 'seconds without log-ins';
const goneAfterwards = 'of these, acknowledged after the cut had healed';
const guarded = (figure: string) => `${figure}, with min-replicas-to-write 1`;

export const redisPartition = fault({
  question: {
    en: `The primary of Redis is cut off from its replicas for ${cutMs / 1000} s, and clients still reach it. Which log-ins and log-outs are gone?`,
    ko: `Redis 프라이머리가 ${cutMs / 1000}초 동안 레플리카와 끊기지만 클라이언트는 여전히 접속합니다. 어떤 로그인과 로그아웃이 사라집니까?`,
  },
  columns: [
    ...oneColumn({ en: 'redis partition', ko: 'Redis 네트워크 단절' }),
    goneColumn({ en: 'log-ins, log-outs gone', ko: '사라진 로그인, 로그아웃' }),
    ...oneColumn({ en: 'the same, guarded', ko: '같음, 보호' }, guarded),
    {
      ...goneColumn({ en: 'guarded: gone', ko: '보호: 사라짐' }, guarded),
      meaning: {
        en: 'guarded: with min-replicas-to-write 1, so that a primary without a replica refuses writes.',
        ko: '보호: min-replicas-to-write 1을 설정해, 레플리카가 없는 프라이머리는 쓰기를 거부합니다.',
      },
    },
  ],
  highlights: [goneAfterwards],
  needs: 'partition',
  async run(harness) {
    const redis = harness.faults.redis as RedisFaults;
    const plain = await measure(harness, redis, false);
    const safe = await measure(harness, redis, true);
    return reportWays(harness, plain.traffic, [plain, safe], partitionRows);
  },
});

interface MeasuredPartition {
  readonly isGuarded: boolean;
  readonly traffic: Traffic;
  readonly moments: Moments;
  readonly counts: ByMode<LoggedInCount>;
  readonly logIns: ByMode<readonly Attempt[]>;
  readonly logOuts: ByMode<readonly Attempt[]>;
  /** Acknowledged log-ins that no instance accepts, of before the cut had healed and of after it. */
  readonly gone: ByMode<readonly [before: number, after: number]>;
  /** Acknowledged log-outs after which the log-in works again. */
  readonly undone: ByMode<number>;
}

/** On the clock of `performance.now()`, in this order; a guarded primary is replaced before the cut heals. */
interface Moments {
  readonly from: number;
  /** Replicas and sentinels are certainly cut off. */
  readonly cutAt: number;
  readonly healedAt: number;
  /** The old primary is used until then at least, and until `endAt` at most. */
  readonly stillAt: number;
  readonly endAt: number;
  /** Whether no instance left it before `stillAt`. A guarded one took no write from the others either. */
  readonly keepsClients: boolean;
}

async function measure(
  harness: FaultHarness,
  redis: RedisFaults,
  isGuarded: boolean,
): Promise<MeasuredPartition> {
  const watched = await harness.watch(() => watchedUsers);
  const leaving = await harness.watch((mode) => (endsInRedis(mode) ? leavingUsers : 0));
  const traffic = await harness.startTraffic();
  const logInStream = startLogIns(harness);
  const logOutStream = startLogOuts(harness, leaving);
  await harness.pause(settleMs);
  const moments = await cutOff(harness, redis, isGuarded);
  await harness.pause(recoveryWindowMs);
  const logIns = await logInStream.stop();
  const logOuts = await logOutStream.stop();
  await harness.finish(traffic);
  const counts = await harness.countLoggedIn(watched, () => false);
  const madeIn = (attempts: ByMode<readonly Attempt[]>, mode: Mode) => acknowledged(forMode(attempts, mode));
  const gone = await harness.forEachMode(async (client) => {
    const made = madeIn(logIns, client.mode);
    const after = made.filter(({ sentAt }) => sentAt >= moments.healedAt);
    const before = made.filter((each) => !after.includes(each));
    return [await countGone(client, before), await countGone(client, after)] as const;
  });
  const undone = await harness.forEachMode((client) =>
    countUsable(
      client,
      madeIn(logOuts, client.mode).map(({ logIn }) => logIn),
    ),
  );
  return { isGuarded, traffic, moments, counts, logIns, logOuts, gone, undone };
}

function endsInRedis(mode: Mode): boolean {
  return mode.state === 'redis' && (mode.refresh === true || logOutReach(mode) === 'every-instance');
}

async function cutOff(harness: FaultHarness, redis: RedisFaults, isGuarded: boolean): Promise<Moments> {
  if (!redis.isolate) throw missingError('Redis has no replicas here.');
  const from = performance.now();
  const isolation = await redis.isolate(isGuarded ? 1 : 0);
  const observed = await observe(harness, isolation, isGuarded).finally(isolation.restore);
  harness.mark('old primary follows');
  return { from, endAt: performance.now(), ...observed };
}

async function observe(harness: FaultHarness, isolation: Isolation, isGuarded: boolean) {
  const cutAt = performance.now();
  harness.mark(isGuarded ? 'primary cut off, guarded' : 'primary cut off');
  const replaced = await pollUntil(harness, isolation.isReplaced, { timeoutMs, problem });
  harness.mark('new primary');
  await harness.pause(cutAt + cutMs - performance.now());
  await isolation.heal();
  const healedAt = performance.now();
  harness.mark('cut healed');
  if (isGuarded) return { cutAt, healedAt, ...replaced, keepsClients: true };
  await harness.pause(afterMs);
  const stillAt = performance.now();
  const { isPrimary, keepsClients } = await isolation.look();
  return { cutAt, healedAt, stillAt, keepsClients: isPrimary && keepsClients };
}

function partitionRows(partition: MeasuredPartition, mode: Mode): FigureTable {
  const count = forMode(partition.counts, mode);
  const { traffic, moments } = partition;
  const losses = findLosses(traffic, mode, { instances: 1, endsLogIns: true });
  const rows = withRecovery(
    {
      ...loggedOutRow(predictLoggedOutByPartition(mode), count),
      ...lostRows(partition, mode, losses),
      ...(mode.state === 'redis' && writeRows(partition, mode)),
    },
    losses.lost,
    { from: moments.from, cleanAt: moments.endAt + findingMs },
  );
  return partition.isGuarded ? rename(rows, guarded) : rows;
}

function lostRows({ moments, isGuarded }: MeasuredPartition, mode: Mode, losses: Losses): FigureTable {
  const { from, cutAt, stillAt, endAt, keepsClients } = moments;
  const withRedis = losses.sent.filter(({ kind }) => needsRedis(mode, kind === 'read' ? 'read' : 'write'));
  const losesFrom = isGuarded || !keepsClients ? from : stillAt;
  const possible = duringSpan(withRedis, { from: losesFrom, to: endAt + findingMs }).length;
  const isRefused = ({ kind, sentAt, answeredAt }: LedgerEntry) =>
    isGuarded && kind === 'logIn' && sentAt >= cutAt && answeredAt <= stillAt;
  const certain = withRedis.filter(isRefused).length;
  return lostRow(predictLostByPartition(mode, isGuarded, { certain, possible }), losses);
}

function writeRows(partition: MeasuredPartition, mode: Mode): FigureTable {
  const { isGuarded, moments } = partition;
  const { from, cutAt, stillAt, endAt } = moments;
  const logIns = forMode(partition.logIns, mode);
  const logOuts = forMode(partition.logOuts, mode);
  const kept = acknowledged(logIns);
  const ended = acknowledged(logOuts);
  const failed = logIns.filter(({ logIn }) => logIn === undefined);
  const refusesFrom = isGuarded ? cutAt : stillAt;
  const lastFailure = secondsUntilLast(failed, refusesFrom);
  const refusing = isGuarded
    ? ([(stillAt - cutAt) / 1000, (endAt - from) / 1000] as const)
    : ([0, (endAt - stillAt) / 1000] as const);
  const [goneBefore, goneAfter] = forMode(partition.gone, mode);
  const after = kept.filter(({ sentAt }) => sentAt >= moments.healedAt);
  const expectGone = (writes: readonly Attempt[]) =>
    diesWithRedis(mode)
      ? predictGoneByPartition(isGuarded, sortWrites(writes, moments))
      : predictGoneWithoutRedis();
  const expectedUndone = predictGoneByPartition(isGuarded, sortWrites(ended, moments));
  return {
    [logInsGone]: [`of ${kept.length}`, expectGone(kept), goneBefore + goneAfter],
    ...(!isGuarded && { [goneAfterwards]: [`of ${after.length}`, expectGone(after), goneAfter] }),
    ...(logOuts.length > 0 && {
      [logOutsUndone]: [`of ${ended.length}`, expectedUndone, forMode(partition.undone, mode)],
    }),
    [secondsWithoutWrites]: ['s', predictSecondsWithoutWritesByPartition(isGuarded, refusing), lastFailure],
  };
}

function sortWrites(writes: readonly Attempt[], { from, cutAt, stillAt, endAt, keepsClients }: Moments) {
  const certain = writes.filter(({ sentAt, answeredAt }) => sentAt >= cutAt && answeredAt <= stillAt);
  const since = writes.filter(({ answeredAt }) => answeredAt >= from - replicationLagMs);
  return {
    certain: keepsClients ? certain.length : 0,
    possible: since.filter(({ sentAt }) => sentAt <= endAt).length,
    recent: since.filter(({ sentAt }) => sentAt <= cutAt).length,
  };
}
