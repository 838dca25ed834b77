// Redis stall: Redis accepts commands for 2 s and answers none. Which requests fail, and which commands does Redis execute afterwards?

import {
  defaultGraceSeconds,
  exactly,
  logOutReach,
  type Mode,
  predictAppliedLate,
  predictLoggedOutByReuse,
  predictMemoryGrowth,
  predictSlowestWhileStalled,
} from '@scale-out-lab/core';
import pLimit from 'p-limit';
import { logOutRequest, meRequest, refreshRequest } from '../../http/requests.js';
import type { FigureTable } from '../../model/agreement.js';
import { percentile, sortSamples, sum } from '../../statistics/samples.js';
import type { Traffic } from '../../traffic/traffic.js';
import { dateResolutionMs } from '../client/clocks.js';
import type { ModeClient } from '../client/cluster-client.js';
import type { LogIn } from '../client/log-in.js';
import { fault, settleMs, watchedUsers } from './fault.js';
import type { RedisFaults } from './harness/control-ports.js';
import { type ByMode, type FaultHarness, forMode } from './harness/harness.js';
import {
  findAround,
  findLosses,
  loggedOutRow,
  type Outage,
  oneColumn,
  outageRows,
  outageSpan,
  recoveryWindowMs,
  withRecovery,
} from './harness/losses.js';
import { concurrentChecks } from './harness/watched.js';

const stallMs = 2000;
/** Users of each mode with log-outs in Redis, who log out during the stall. */
const leavingUsers = 8;
const memoryPollMs = 250;

export const redisStall = fault({
  question: {
    en: `Redis stalls for ${stallMs / 1000} s under load. Which requests fail, and what does Redis carry out late?`,
    ko: `요청을 처리하는 중에 Redis가 ${stallMs / 1000}초 동안 일시 정지합니다. 어떤 요청이 실패하고, 무엇이 뒤늦게 처리됩니까?`,
  },
  columns: oneColumn({ en: 'redis stall', ko: 'Redis 일시 정지' }),
  needs: 'redis',
  async run(harness) {
    const redis = harness.faults.redis as RedisFaults;
    const watched = await harness.watch(() => watchedUsers);
    const leaving = await harness.watch((mode) => (isEndedInRedis(mode) ? leavingUsers : 0));
    const refreshing = await harness.watch((mode) => (mode.refresh ? refreshingUsers : 0));
    const traffic = await harness.startTraffic();
    const memory = await watchMemory(harness, redis);
    await harness.pause(settleMs);

    const outage = await stall(harness, redis);
    const refreshes = harness.forEachMode((client) => refreshTwice(client, forMode(refreshing, client.mode)));
    // Its failure is that of the await below.
    refreshes.catch(() => {});
    const logOuts = await logOutAll(harness, leaving);
    await harness.pause(outage.backAt - performance.now());
    harness.mark('Redis resumed');
    const [refreshed] = await Promise.all([refreshes, harness.pause(recoveryWindowMs)]);
    const grownMegabytes = (await memory.stop()) / 1e6;
    await harness.finish(traffic);
    const counts = await harness.countLoggedIn(watched, () => false);
    const checked = await checkLogOuts(harness, logOuts);

    return harness.report(traffic, (mode) => {
      const count = forMode(counts, mode);
      const nothingForgotten = exactly(0, 'Redis forgets nothing during a stall.');
      return {
        observed: count.observed,
        figures: {
          ...withRecovery(
            { ...loggedOutRow(nothingForgotten, count), ...outageRows(traffic, mode, outage) },
            findAround(traffic, mode, outage).lost,
            outageSpan(outage),
          ),
          'answered within, 99.9 %': ['ms', predictSlowestWhileStalled(), latencyPercentile(traffic, mode)],
          'memory that grew, of everything': ['MB', predictMemoryGrowth(), grownMegabytes],
          ...logOutRows(forMode(checked, mode)),
          ...refreshRows(mode, forMode(refreshed, mode)),
        },
      };
    });
  },
});

function isEndedInRedis(mode: Mode): boolean {
  return mode.state === 'redis' && mode.keys !== 'own' && logOutReach(mode) === 'every-instance';
}

/** The stall ends by the clock of Redis, cut off to a millisecond, counted from the arrival of the command. */
async function stall(harness: FaultHarness, redis: RedisFaults): Promise<Outage> {
  const from = performance.now();
  await redis.stall(stallMs);
  harness.mark('Redis stalled');
  const goneAt = performance.now();
  return { from, goneAt, stillGoneAt: from + stallMs - dateResolutionMs, backAt: goneAt + stallMs };
}

function latencyPercentile(traffic: Traffic, mode: Mode): number {
  const { sent } = findLosses(traffic, mode, { instances: 1, endsLogIns: true });
  const latencies = sortSamples(sent.map(({ sentAt, answeredAt }) => answeredAt - sentAt));
  return latencies ? percentile(latencies, 99.9) : 0;
}

interface LogOut {
  readonly logIn: LogIn;
  /** Of the answer to the log-out. */
  readonly status: number | undefined;
}

interface CheckedLogOut extends LogOut {
  /** Whether an instance still accepts the credential. */
  readonly isAccepted: boolean;
}

function logOutAll(
  harness: FaultHarness,
  leaving: ByMode<readonly LogIn[]>,
): Promise<ByMode<readonly LogOut[]>> {
  return harness.forEachMode(({ mode, cluster }) =>
    Promise.all(
      forMode(leaving, mode).map(async (logIn) => {
        const { answer } = await cluster.send(logOutRequest(mode, logIn.credential));
        return { logIn, status: answer?.status };
      }),
    ),
  );
}

function checkLogOuts(
  harness: FaultHarness,
  logOuts: ByMode<readonly LogOut[]>,
): Promise<ByMode<readonly CheckedLogOut[]>> {
  const check = ({ mode, cluster }: ModeClient) =>
    pLimit(concurrentChecks).map(forMode(logOuts, mode), async (logOut) => {
      const replies = await cluster.checkOnEveryInstance(meRequest(mode, logOut.logIn.credential));
      return { ...logOut, isAccepted: replies.some(({ answer }) => answer?.status === 200) };
    });
  return harness.forEachMode(check);
}

function logOutRows(logOuts: readonly CheckedLogOut[]): FigureTable {
  if (logOuts.length === 0) return {};
  const confirmed = logOuts.filter(({ status }) => status === 200);
  const refused = logOuts.filter(({ status }) => status !== 200);
  const undone = confirmed.filter(({ isAccepted }) => isAccepted).length;
  const late = refused.filter(({ isAccepted }) => !isAccepted).length;
  const none = exactly(0, 'A command that came too late does not touch what had been answered.');
  return {
    'log-outs answered 200 that do not hold': [`of ${confirmed.length}`, none, undone],
    'log-outs answered 503 and done late': [`of ${refused.length}`, predictAppliedLate(refused.length), late],
  };
}

/** `stop` resolves to the bytes by which the memory of the instances and of Redis together grew, at most. */
async function watchMemory(harness: FaultHarness, redis: RedisFaults) {
  const usedByInstances = async () => {
    const states = await Promise.all(harness.instances.map((instance) => harness.faults.state(instance)));
    return sum(states.map(({ memory }) => memory.rssBytes));
  };
  const before = (await usedByInstances()) + (await redis.usedMemoryBytes());
  let most = 0;
  const timer = setInterval(() => {
    usedByInstances().then(
      (bytes) => {
        most = Math.max(most, bytes);
      },
      () => {},
    );
  }, memoryPollMs);
  harness.onClose(() => clearInterval(timer));
  return {
    async stop() {
      clearInterval(timer);
      return Math.max(0, Math.max(most, await usedByInstances()) + (await redis.usedMemoryBytes()) - before);
    },
  };
}

// Refreshes during the stall: each is answered with 503, may still be carried out late, and is retried after 3 s.

/** Users of each mode with refresh tokens who refresh during the stall. */
const refreshingUsers = 20;
/** Longer than the stall. */
const retryAfterMs = 3000;

/** The status of the first answer, and of the answer to the same token three seconds later. */
interface RetriedRefresh {
  readonly first: number | undefined;
  readonly again: number | undefined;
}

function refreshTwice(
  { mode, cluster }: ModeClient,
  logIns: readonly LogIn[],
): Promise<readonly RetriedRefresh[]> {
  return Promise.all(
    logIns.map(async ({ refreshToken }) => {
      const request = refreshRequest(mode, refreshToken);
      const { answer: first } = await cluster.send(request);
      await cluster.pause(retryAfterMs);
      const { answer: again } = await cluster.send(request);
      return { first: first?.status, again: again?.status };
    }),
  );
}

/** Empty for a mode without refresh tokens. */
function refreshRows(mode: Mode, retried: readonly RetriedRefresh[]): FigureTable {
  if (retried.length === 0) return {};
  const { graceSeconds = defaultGraceSeconds } = mode;
  const unit = `of ${retried.length} users`;
  const all = exactly(
    retried.length,
    'A stalled Redis answers none, and an instance waits no longer than it says.',
  );
  // Redis carries a refresh out at once, or after the stall: one to four seconds before the retry.
  const reused = predictLoggedOutByReuse(retried.length, [1, 4], graceSeconds);
  const unavailable = retried.filter(({ first }) => first === 503).length;
  const loggedOut = retried.filter(({ again }) => again !== 200).length;
  return {
    'refreshes answered 503': [unit, all, unavailable],
    'logged out: a refresh answered 503, repeated after 3 s': [unit, reused, loggedOut],
  };
}
