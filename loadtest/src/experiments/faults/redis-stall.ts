// Redis stall: it is frozen for a while, takes commands and answers none. What is lost, and what does it do when it wakes?
import {
  exactly,
  logOutReach,
  type Mode,
  predictAppliedLate,
  predictMemoryGrowth,
  predictSlowestWhileStalled,
} from '@scale-out-lab/core';
import type { RedisFaults } from '../../control/faults.js';
import { toFigure } from '../../model/figure.js';
import { percentile, sortSamples } from '../../statistics/samples.js';
import { dateResolutionMs } from '../client/clocks.js';
import { inParallel } from '../client/in-parallel.js';
import { type LogIn, logOutRequest, meRequest } from '../client/log-in.js';
import { describeRefreshes, refreshingUsers, refreshTwice } from '../scored/stalled-refreshes.js';
import { fault, oneColumn, settleMs, usersLoggedOut, watchedUsers } from './fault.js';
import type { FaultHarness } from './harness/harness.js';
import { findLosses } from './harness/losses.js';
import { describeOutage, type Outage, recoveryWindowMs } from './harness/redis-outage.js';

const stallMs = 2000;
/** Users of each mode that a log-out reaches in Redis, who log out while it is frozen. */
const leavingUsers = 8;

export const redisStall = fault({
  question: `Redis is frozen for ${stallMs / 1000} s while requests go on: what is lost, and what does it do late?`,
  columns: oneColumn('redis stall'),
  needs: 'redis',
  async run(harness) {
    const redis = harness.faults.redis as RedisFaults;
    const watchedOf = await harness.watch(() => watchedUsers);
    const leavingOf = await harness.watch((mode) => (isEndedInRedis(mode) ? leavingUsers : 0));
    const refreshingOf = await harness.watch((mode) => (mode.refresh ? refreshingUsers : 0));
    const traffic = await harness.startTraffic();
    const memory = await watchMemory(harness, redis);
    await harness.pause(settleMs);

    const outage = beginOutage(await freeze(harness, redis));
    const refreshes = Promise.all(
      harness.plans.map(({ mode }) => refreshTwice(harness, mode, refreshingOf(mode))),
    );
    const left = new Map<string, readonly Leaving[]>();
    await Promise.all(
      harness.plans.map(async ({ mode }) => {
        left.set(mode.name, await leave(harness, mode, leavingOf(mode)));
      }),
    );
    await harness.pause(outage.backAt - performance.now());
    harness.mark('Redis awake');
    const [repeated] = await Promise.all([refreshes, harness.pause(recoveryWindowMs)]);
    const grownMegabytes = (await memory.stop()) / 1e6;
    await harness.finish(traffic);
    const countOf = await harness.count(watchedOf, () => false);
    for (const { mode } of harness.plans) await findAccepted(harness, mode, left.get(mode.name) ?? []);

    return harness.plans.map((plan, index) => {
      const { mode } = plan;
      const members = watchedOf(mode).length;
      const { loggedIn, observed } = countOf(mode);
      const { sent } = findLosses(traffic, mode, { instances: harness.instances.length, endsLogIns: false });
      const latencies = sortSamples(sent.map(({ sentAt, answeredAt }) => answeredAt - sentAt));
      const leaving = left.get(mode.name) ?? [];
      const confirmed = leaving.filter(({ status }) => status === 200);
      const refused = leaving.filter(({ status }) => status !== 200);
      const kept = exactly(0, 'A command that came too late does not touch what had been answered.');
      return harness.observe(plan, traffic, observed, [
        toFigure(
          usersLoggedOut,
          `of ${members} users`,
          exactly(0, 'Redis forgets nothing while it is frozen.'),
          members - loggedIn,
        ),
        ...describeOutage(traffic, mode, outage, harness.instances.length, (name) => name),
        toFigure(
          'answered within, 99.9 %',
          'ms',
          predictSlowestWhileStalled(),
          latencies ? percentile(latencies, 99.9) : 0,
        ),
        toFigure('memory that grew, of everything', 'MB', predictMemoryGrowth(), grownMegabytes),
        ...(leaving.length === 0
          ? []
          : [
              toFigure(
                'log-outs answered 200 that do not hold',
                `of ${confirmed.length}`,
                kept,
                confirmed.filter(({ isAccepted }) => isAccepted).length,
              ),
              toFigure(
                'log-outs answered 503 and done late',
                `of ${refused.length}`,
                predictAppliedLate(refused.length),
                refused.filter(({ isAccepted }) => !isAccepted).length,
              ),
            ]),
        ...describeRefreshes(mode, repeated[index] ?? []),
      ]);
    });
  },
});

function isEndedInRedis(mode: Mode): boolean {
  return mode.state === 'redis' && mode.keys !== 'own' && logOutReach(mode) === 'every-instance';
}

async function freeze(harness: FaultHarness, redis: RedisFaults) {
  const from = performance.now();
  await redis.stall(stallMs);
  harness.mark('Redis frozen');
  return { from, goneAt: performance.now() };
}

/** It wakes by itself, so long after it got the command, by a clock that is cut off to a millisecond. */
function beginOutage({ from, goneAt }: { from: number; goneAt: number }): Outage {
  return { from, goneAt, stillGoneAt: from + stallMs - dateResolutionMs, backAt: goneAt + stallMs };
}

interface Leaving {
  readonly logIn: LogIn;
  /** Of the answer to the log-out. */
  readonly status: number | undefined;
  isAccepted: boolean;
}

async function leave(
  harness: FaultHarness,
  mode: Mode,
  logIns: readonly LogIn[],
): Promise<readonly Leaving[]> {
  return Promise.all(
    logIns.map(async (logIn) => {
      const { answer } = await harness.clientOf(mode).send(logOutRequest(mode, logIn.credential));
      return { logIn, status: answer?.status, isAccepted: false };
    }),
  );
}

async function findAccepted(harness: FaultHarness, mode: Mode, leaving: readonly Leaving[]): Promise<void> {
  await inParallel(leaving.length, 8, async (index) => {
    const one = leaving[index] as Leaving;
    const replies = await harness.clientOf(mode).checkOnEveryInstance(meRequest(mode, one.logIn.credential));
    one.isAccepted = replies.some(({ answer }) => answer?.status === 200);
  });
}

/** Bytes by which the memory of the instances and of Redis together grew, at the most, until it was stopped. */
async function watchMemory(harness: FaultHarness, redis: RedisFaults) {
  const instancesHold = async () => {
    const states = await Promise.all(harness.instances.map((instance) => harness.faults.state(instance)));
    return states.reduce((total, { memory }) => total + memory.rssBytes, 0);
  };
  const before = (await instancesHold()) + (await redis.usedMemoryBytes());
  let most = 0;
  const timer = setInterval(() => {
    instancesHold().then(
      (bytes) => {
        most = Math.max(most, bytes);
      },
      () => {},
    );
  }, 250);
  harness.signal.addEventListener('abort', () => clearInterval(timer), { once: true });
  return {
    async stop() {
      clearInterval(timer);
      return Math.max(0, Math.max(most, await instancesHold()) + (await redis.usedMemoryBytes()) - before);
    },
  };
}
