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
import { percentile } from '../../statistics/percentile.js';
import { sortSamples } from '../../statistics/samples.js';
import { dateResolutionMs } from '../probe/clocks.js';
import { inParallel } from '../probe/in-parallel.js';
import { type LogIn, logOutRequest, meRequest } from '../probe/log-in.js';
import { describeRefreshes, refreshingUsers, refreshTwice } from '../scored/stalled-refreshes.js';
import { calmMs, fault, oneColumn, usersLoggedOut, watchedUsers } from './fault.js';
import type { Drill } from './harness/harness.js';
import { findLosses } from './harness/losses.js';
import { aftermathMs, describeOutage, type Outage } from './harness/redis-outage.js';

const stallMs = 2000;
/** Users of each mode that a log-out reaches in Redis, who log out while it is frozen. */
const leavingUsers = 8;

export const redisStall = fault({
  question: `Redis is frozen for ${stallMs / 1000} s while requests go on: what is lost, and what does it do late?`,
  columns: oneColumn('redis stall'),
  needs: 'redis',
  async strike(drill) {
    const redis = drill.faults.redis as RedisFaults;
    const watchedOf = await drill.watch(() => watchedUsers);
    const leavingOf = await drill.watch((mode) => (isEndedInRedis(mode) ? leavingUsers : 0));
    const refreshingOf = await drill.watch((mode) => (mode.refresh ? refreshingUsers : 0));
    const traffic = await drill.startTraffic();
    const memory = await watchMemory(drill, redis);
    await drill.pause(calmMs);

    const outage = beginOutage(await freeze(drill, redis));
    const refreshes = Promise.all(
      drill.plans.map(({ mode }) => refreshTwice(drill, mode, refreshingOf(mode))),
    );
    const left = new Map<string, readonly Leaving[]>();
    await Promise.all(
      drill.plans.map(async ({ mode }) => {
        left.set(mode.name, await leave(drill, mode, leavingOf(mode)));
      }),
    );
    await drill.pause(outage.backAt - performance.now());
    drill.mark('Redis awake');
    const [repeated] = await Promise.all([refreshes, drill.pause(aftermathMs)]);
    const grownMegabytes = (await memory.stop()) / 1e6;
    await drill.finish(traffic);
    const censusOf = await drill.count(watchedOf, () => false);
    for (const { mode } of drill.plans) await findAccepted(drill, mode, left.get(mode.name) ?? []);

    return drill.plans.map((plan, index) => {
      const { mode } = plan;
      const members = watchedOf(mode).length;
      const { alive, observed } = censusOf(mode);
      const { sent } = findLosses(traffic, mode, { instances: drill.instances.length, endsLogIns: false });
      const latencies = sortSamples(sent.map(({ sentAt, answeredAt }) => answeredAt - sentAt));
      const leaving = left.get(mode.name) ?? [];
      const confirmed = leaving.filter(({ status }) => status === 200);
      const refused = leaving.filter(({ status }) => status !== 200);
      const kept = exactly(0, 'A command that came too late does not touch what had been answered.');
      return drill.observe(plan, traffic, observed, [
        toFigure(
          usersLoggedOut,
          `of ${members} users`,
          exactly(0, 'Redis forgets nothing while it is frozen.'),
          members - alive,
        ),
        ...describeOutage(traffic, mode, outage, drill.instances.length, (name) => name),
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

async function freeze(drill: Drill, redis: RedisFaults) {
  const from = performance.now();
  await redis.stall(stallMs);
  drill.mark('Redis frozen');
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

async function leave(drill: Drill, mode: Mode, logIns: readonly LogIn[]): Promise<readonly Leaving[]> {
  return Promise.all(
    logIns.map(async (logIn) => {
      const { answer } = await drill.probeOf(mode).send(logOutRequest(mode, logIn.credential));
      return { logIn, status: answer?.status, isAccepted: false };
    }),
  );
}

async function findAccepted(drill: Drill, mode: Mode, leaving: readonly Leaving[]): Promise<void> {
  await inParallel(leaving.length, 8, async (index) => {
    const one = leaving[index] as Leaving;
    const replies = await drill.probeOf(mode).sendToEvery(meRequest(mode, one.logIn.credential));
    one.isAccepted = replies.some(({ answer }) => answer?.status === 200);
  });
}

/** Bytes by which the memory of the instances and of Redis together grew, at the most, until it was stopped. */
async function watchMemory(drill: Drill, redis: RedisFaults) {
  const instancesHold = async () => {
    const states = await Promise.all(drill.instances.map((instance) => drill.faults.state(instance)));
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
  drill.signal.addEventListener('abort', () => clearInterval(timer), { once: true });
  return {
    async stop() {
      clearInterval(timer);
      return Math.max(0, Math.max(most, await instancesHold()) + (await redis.usedMemoryBytes()) - before);
    },
  };
}
