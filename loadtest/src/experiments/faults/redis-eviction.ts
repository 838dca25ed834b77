// Redis eviction: another tenant fills the memory of Redis, under each policy that differs. Who is logged out, which revocations
// are undone, and which log-ins are refused?
import {
  type EvictionPolicy,
  evictionPolicies,
  type Mode,
  predictLoggedOutByEviction,
  predictRefusedWhenFull,
  predictRevivedByEviction,
} from '@scale-out-lab/core';
import type { FigureTable } from '../../model/agreement.js';
import type { Traffic } from '../../traffic/traffic.js';
import { fault, settleMs, watchedUsers } from './fault.js';
import type { RedisFaults } from './harness/control-ports.js';
import { type EndedLogIns, endLogIns, undoneRow } from './harness/ended-log-ins.js';
import { type ByMode, type FaultHarness, forMode, reportWays } from './harness/harness.js';
import {
  duringSpan,
  findLosses,
  loggedOutRow,
  logOutsUndone,
  lostRow,
  rename,
  usersLoggedOut,
} from './harness/losses.js';
import type { LoggedInCount } from './harness/watched.js';

/** Redis measures in seconds when a key was used last. Watched users are idle for longer. */
const idleMs = 1500;
const fullMs = 2000;

const logInsRefused = 'log-ins refused';
const under = (figure: string, policy: EvictionPolicy) => `${figure}, ${policy}`;

export const redisEviction = fault({
  question: {
    en: 'Another tenant fills the memory of Redis. Who is logged out, and which log-ins are refused?',
    ko: '다른 서비스가 같은 Redis의 메모리를 가득 채웁니다. 누가 로그아웃되고, 어떤 로그인이 거부됩니까?',
  },
  columns: evictionPolicies.map((policy) => ({
    head: { en: policy, ko: policy },
    figures: [under(usersLoggedOut, policy), under(logInsRefused, policy)],
    ...(policy === 'noeviction' && {
      meaning: {
        en: `${evictionPolicies.join(', ')}: maxmemory-policy of a full Redis; below: log-ins refused.`,
        ko: `${evictionPolicies.join(', ')}: 가득 찬 Redis의 maxmemory-policy. 아랫줄은 거부된 로그인 수.`,
      },
    }),
  })),
  highlights: evictionPolicies.map((policy) => under(logOutsUndone, policy)),
  needs: 'redis',
  async run(harness) {
    const redis = harness.faults.redis as RedisFaults;
    const traffic = await harness.startTraffic();
    const measured: Eviction[] = [];
    for (const policy of evictionPolicies) measured.push(await measure(harness, redis, policy));
    await harness.finish(traffic);
    return reportWays(harness, traffic, measured, (each, mode) => evictionRows(each, mode, traffic));
  },
});

interface Eviction {
  readonly policy: EvictionPolicy;
  /** On the clock of `performance.now()`: Redis certainly was full from `fullAt` to `stillFullAt`. */
  readonly from: number;
  readonly fullAt: number;
  readonly stillFullAt: number;
  readonly releasedAt: number;
  readonly counts: ByMode<LoggedInCount>;
  readonly endedLogIns: ByMode<EndedLogIns>;
}

async function measure(harness: FaultHarness, redis: RedisFaults, policy: EvictionPolicy): Promise<Eviction> {
  const watched = await harness.watch(() => watchedUsers);
  const countRevived = await endLogIns(harness, watchedUsers);
  await harness.pause(idleMs);
  const from = performance.now();
  const full = await redis.fill(policy);
  const fullAt = performance.now();
  harness.mark(`Redis full, ${policy}`);
  let stillFullAt = fullAt;
  try {
    await harness.pause(fullMs);
    stillFullAt = performance.now();
  } finally {
    // Also when the run is interrupted.
    await full.release();
  }
  const releasedAt = performance.now();
  harness.mark('memory free again');
  await harness.pause(settleMs);
  const counts = await harness.countLoggedIn(watched, (mode) => isEvicted(mode, policy));
  const endedLogIns = await countRevived();
  return { policy, from, fullAt, stillFullAt, releasedAt, counts, endedLogIns };
}

/** Whether every watched user of the mode should be refused. */
function isEvicted(mode: Mode, policy: EvictionPolicy): boolean {
  return predictLoggedOutByEviction(mode, policy, watchedUsers).predicted[0] > 0;
}

function evictionRows({ policy, ...eviction }: Eviction, mode: Mode, traffic: Traffic): FigureTable {
  const count = forMode(eviction.counts, mode);
  const endedLogIns = forMode(eviction.endedLogIns, mode);
  const rows: FigureTable = {
    ...loggedOutRow(predictLoggedOutByEviction(mode, policy, count.members), count),
    ...refusedRow({ policy, ...eviction }, mode, traffic),
    ...undoneRow(predictRevivedByEviction(mode, policy, endedLogIns.ended), endedLogIns),
  };
  return rename(rows, (figure) => under(figure, policy));
}

/** Log-ins of the traffic that were under way while Redis was full. */
function refusedRow(eviction: Eviction, mode: Mode, traffic: Traffic): FigureTable {
  const { policy, from, fullAt, stillFullAt, releasedAt } = eviction;
  const losses = findLosses(traffic, mode, { instances: 1, endsLogIns: true });
  const meanwhile = duringSpan(losses.sent, { from, to: releasedAt }).filter(({ kind }) => kind === 'logIn');
  const isWithin = ({ sentAt, answeredAt }: { sentAt: number; answeredAt: number }) =>
    sentAt >= fullAt && answeredAt <= stillFullAt;
  const certain = meanwhile.filter(isWithin).length;
  const expected = predictRefusedWhenFull(mode, policy, { certain, possible: meanwhile.length });
  const lost = meanwhile.filter(({ outcome }) => outcome !== 'ok');
  return lostRow(expected, { sent: meanwhile, lost }, logInsRefused);
}
