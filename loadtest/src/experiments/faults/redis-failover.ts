// Redis failover: a primary crashes, then the next one stalls. Which acknowledged log-ins and log-outs are lost, and for how long
// do log-ins fail?
import {
  type Mode,
  missingError,
  predictGoneLogIns,
  predictLoggedOutByFailover,
  predictRevivedByFailover,
  predictSecondsUntilPrimaryIsUsed,
  predictSecondsWithoutWrites,
  replicationLagMs,
} from '@scale-out-lab/core';
import type { FigureTable } from '../../model/agreement.js';
import type { Traffic } from '../../traffic/traffic.js';
import { fault, settleMs, watchedUsers } from './fault.js';
import type { Failover, RedisFaults } from './harness/control-ports.js';
import { type EndedLogIns, endLogIns, undoneRow } from './harness/ended-log-ins.js';
import { type ByMode, type FaultHarness, forMode, reportWays } from './harness/harness.js';
import { type Attempt, acknowledged, countGone, startLogIns } from './harness/log-in-stream.js';
import {
  findAround,
  loggedOutRow,
  logInsGone,
  type Outage,
  oneColumn,
  outageRows,
  outageSpan,
  recoveryWindowMs,
  rename,
  secondsUntilLast,
  withRecovery,
} from './harness/losses.js';
import { pollUntil } from './harness/poll-until.js';
import type { LoggedInCount } from './harness/watched.js';

const loggedOutUsers = 20;
const timeoutMs = 20_000;
/** So that the moment of the new primary is known closely. */
const pollMs = 10;

const secondsWithoutWrites = 'seconds without log-ins';
const ways = ['crash', 'stall'] as const;
type Way = (typeof ways)[number];
const headOf = {
  crash: { en: 'redis failover', ko: 'Redis 페일오버' },
  stall: { en: 'the same, stalled', ko: '같음, 일시 정지' },
};
const nameOf = (figure: string, way: Way) => (way === 'crash' ? figure : `${figure}, by a stall`);

export const redisFailover = fault({
  question: {
    en: 'The primary of Redis crashes, then the next one stalls. What is gone, and for how long do log-ins fail?',
    ko: 'Redis 프라이머리가 강제 종료되고, 다음 프라이머리는 일시 정지합니다. 무엇이 사라지고, 로그인이 얼마 동안 실패합니까?',
  },
  columns: ways.flatMap((way) => [
    ...oneColumn(headOf[way], (figure) => nameOf(figure, way)),
    {
      head: { en: 'log-ins gone, s out', ko: '사라진 로그인, 중단(초)' },
      figures: [nameOf(logInsGone, way), nameOf(secondsWithoutWrites, way)],
    },
  ]),
  highlights: [secondsWithoutWrites],
  needs: 'failover',
  async run(harness) {
    const redis = harness.faults.redis as RedisFaults;
    const crash = await measure(harness, redis, 'crash');
    const stall = await measure(harness, redis, 'stall');
    return reportWays(harness, crash.traffic, [crash, stall], failoverRows);
  },
});

interface MeasuredFailover {
  readonly way: Way;
  /** Under way from before the fault until after the failover. */
  readonly traffic: Traffic;
  readonly outage: Outage;
  readonly counts: ByMode<LoggedInCount>;
  readonly endedLogIns: ByMode<EndedLogIns>;
  readonly attempts: ByMode<readonly Attempt[]>;
  /** Acknowledged log-ins of the stream that no instance accepts. */
  readonly gone: ByMode<number>;
}

async function measure(harness: FaultHarness, redis: RedisFaults, way: Way): Promise<MeasuredFailover> {
  const watched = await harness.watch(() => watchedUsers);
  const countRevived = await endLogIns(harness, loggedOutUsers);
  const traffic = await harness.startTraffic();
  const primaries = await redis.nodes?.primaries();
  const stream = startLogIns(harness, primaries?.length);
  await harness.pause(settleMs);
  const { failover, outage } = await failOver(harness, redis, way);
  try {
    await harness.pause(recoveryWindowMs);
    const attempts = await stream.stop();
    await harness.finish(traffic);
    const counts = await harness.countLoggedIn(watched, () => false);
    const endedLogIns = await countRevived();
    const gone = await harness.forEachMode((client) =>
      countGone(client, acknowledged(forMode(attempts, client.mode))),
    );
    return { way, traffic, outage, counts, endedLogIns, attempts, gone };
  } finally {
    await failover.restore();
  }
}

async function failOver(harness: FaultHarness, redis: RedisFaults, way: Way) {
  if (!redis.failOver) throw missingError('Redis cannot fail over here.');
  const from = performance.now();
  const failover: Failover = await redis.failOver(way);
  const { goneAt } = failover;
  harness.mark(way === 'crash' ? 'primary killed' : 'primary stalled');
  const isOver = () => failover.isOver().catch(() => false);
  const problem = 'No replica has become the primary';
  const change = await pollUntil(harness, isOver, { timeoutMs, problem, pollMs }).catch(async (error) => {
    await failover.restore();
    throw error;
  });
  harness.mark('new primary');
  const isPartial = redis.topology === 'cluster';
  return { failover, outage: { from, goneAt, stillGoneAt: change.stillAt, backAt: change.endAt, isPartial } };
}

function failoverRows(failover: MeasuredFailover, mode: Mode): FigureTable {
  const { way, traffic, outage } = failover;
  const count = forMode(failover.counts, mode);
  const rows: FigureTable = {
    ...loggedOutRow(predictLoggedOutByFailover(mode), count),
    ...outageRows(traffic, mode, outage, predictSecondsUntilPrimaryIsUsed()),
    ...undoneRow(predictRevivedByFailover(), forMode(failover.endedLogIns, mode)),
    ...streamRows(failover, mode),
  };
  const { lost } = findAround(traffic, mode, outage);
  const all = withRecovery(rows, lost, outageSpan(outage, predictSecondsUntilPrimaryIsUsed()));
  return rename(all, (figure) => nameOf(figure, way));
}

function streamRows({ outage, attempts, gone }: MeasuredFailover, mode: Mode): FigureTable {
  const made = forMode(attempts, mode);
  if (made.length === 0) return {};
  const kept = acknowledged(made);
  const failed = made.filter(({ logIn }) => logIn === undefined);
  const from = outage.from - replicationLagMs;
  const to = outage.goneAt + replicationLagMs;
  const recent = kept.filter(({ answeredAt }) => answeredAt >= from && answeredAt <= to).length;
  const lastFailure = secondsUntilLast(failed, outage.goneAt);
  return {
    [logInsGone]: [`of ${kept.length}`, predictGoneLogIns(mode, recent), forMode(gone, mode)],
    [secondsWithoutWrites]: ['s', predictSecondsWithoutWrites(mode), lastFailure],
  };
}
