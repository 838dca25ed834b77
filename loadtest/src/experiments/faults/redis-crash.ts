// Redis crash: Redis is killed without saving, once with an append-only file and once without. Who is logged out?

import {
  diesWithRedis,
  type Mode,
  missingError,
  predictLoggedOutByRedisCrash,
  predictRevivedByRedisCrash,
  predictSlowestWithoutRedis,
} from '@scale-out-lab/core';
import type { FigureTable } from '../../model/agreement.js';
import type { Traffic } from '../../traffic/traffic.js';
import { fault, settleMs, watchedUsers } from './fault.js';
import type { RedisFaults } from './harness/control-ports.js';
import { type EndedLogIns, endLogIns, undoneRow } from './harness/ended-log-ins.js';
import { type ByMode, type FaultHarness, forMode, reportWays } from './harness/harness.js';
import {
  duringSpan,
  findAround,
  loggedOutRow,
  logOutsUndone,
  type Outage,
  oneColumn,
  outageRows,
  outageSpan,
  recoveryWindowMs,
  rename,
  slowestMs,
  withRecovery,
} from './harness/losses.js';
import { pollUntil } from './harness/poll-until.js';
import type { LoggedInCount } from './harness/watched.js';

/** In the modes that keep state in Redis. */
const watchedInRedis = 500;
const loggedOutUsers = 60;
const timeoutMs = 20_000;
/** So that the moment of the return is known closely. */
const pollMs = 10;
const saved = (figure: string) => `${figure}, with an append-only file`;

export const redisCrash = fault({
  question: {
    en: 'Redis crashes and restarts, without and with an append-only file. Who is logged out?',
    ko: 'Redis가 AOF 없이, 그리고 AOF를 켠 채 강제 종료되었다가 다시 시작됩니다. 누가 로그아웃됩니까?',
  },
  columns: [
    ...oneColumn({ en: 'redis crash', ko: 'Redis 강제 종료' }),
    ...oneColumn({ en: 'the same, saved', ko: '같음, AOF' }, saved),
  ],
  highlights: [logOutsUndone],
  needs: 'redis',
  async run(harness) {
    const redis = harness.faults.redis as RedisFaults;
    const traffic = await harness.startTraffic();
    const wasPersistent = await redis.isPersistent();
    const kinds = redis.setPersistent ? [false, true] : [wasPersistent];
    const crashes: RedisCrash[] = [];
    try {
      for (const isPersistent of kinds) {
        await redis.setPersistent?.(isPersistent);
        crashes.push(await crashRedis(harness, redis, isPersistent));
      }
    } finally {
      if (kinds.length > 1) await redis.setPersistent?.(wasPersistent).catch(() => {});
    }
    await harness.finish(traffic);
    return reportWays(harness, traffic, crashes, (crash, mode) => crashRows(crash, mode, traffic));
  },
});

interface RedisCrash {
  readonly isPersistent: boolean;
  readonly outage: Outage;
  readonly counts: ByMode<LoggedInCount>;
  readonly endedLogIns: ByMode<EndedLogIns>;
}

async function crashRedis(
  harness: FaultHarness,
  redis: RedisFaults,
  isPersistent: boolean,
): Promise<RedisCrash> {
  const watched = await harness.watch(({ state }) => (state === 'redis' ? watchedInRedis : watchedUsers));
  const countRevived = await endLogIns(harness, loggedOutUsers);
  await harness.pause(settleMs);
  const outage = await killAndWait(harness, redis, isPersistent);
  await harness.pause(recoveryWindowMs);
  const counts = await harness.countLoggedIn(watched, (mode) => diesWithRedis(mode) && !isPersistent);
  return { isPersistent, outage, counts, endedLogIns: await countRevived() };
}

async function killAndWait(
  harness: FaultHarness,
  redis: RedisFaults,
  isPersistent: boolean,
): Promise<Outage> {
  const answers = () =>
    redis.isPersistent().then(
      () => true,
      () => false,
    );
  const from = performance.now();
  await redis.crash();
  harness.mark(`Redis killed, ${isPersistent ? 'with' : 'without'} an append-only file`);
  if (await answers()) throw missingError('Redis was not killed.');
  const goneAt = performance.now();
  const problem = 'Start Redis again: it has not come back';
  const { stillAt, endAt } = await pollUntil(harness, answers, { timeoutMs, problem, pollMs });
  harness.mark('Redis back');
  return { from, goneAt, stillGoneAt: stillAt, backAt: endAt };
}

function crashRows(
  { isPersistent, outage, ...crash }: RedisCrash,
  mode: Mode,
  traffic: Traffic,
): FigureTable {
  const count = forMode(crash.counts, mode);
  const endedLogIns = forMode(crash.endedLogIns, mode);
  const population = { members: count.members, issuedByLost: 0, loggedOut: endedLogIns.ended };
  const { sent, lost } = findAround(traffic, mode, outage);
  const meanwhile = duringSpan(sent, { from: outage.from, to: outage.backAt });
  const rows: FigureTable = {
    ...loggedOutRow(predictLoggedOutByRedisCrash(mode, population, isPersistent), count),
    ...outageRows(traffic, mode, outage),
    'slowest answer': ['ms', predictSlowestWithoutRedis(), slowestMs(meanwhile)],
    ...undoneRow(predictRevivedByRedisCrash(mode, population, isPersistent), endedLogIns),
  };
  const all = withRecovery(rows, lost, outageSpan(outage));
  return isPersistent ? rename(all, saved) : all;
}
