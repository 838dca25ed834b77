// Redis crash: it is ended without saving, once with an append-only file and once without. Who is logged out, and what revives?

import {
  diesWithRedis,
  logOutReach,
  type Mode,
  predictLoggedOutByRedisCrash,
  predictRevivedByRedisCrash,
  predictSlowestWithoutRedis,
} from '@scale-out-lab/core';
import type { Figure } from '@scale-out-lab/core/wire';
import type { RedisFaults } from '../../control/faults.js';
import { exitCodes, LoadtestFailure } from '../../model/failure.js';
import { toFigure } from '../../model/figure.js';
import type { Traffic } from '../../traffic/traffic.js';
import { inParallel } from '../client/in-parallel.js';
import { type LogIn, logOutRequest, meRequest } from '../client/log-in.js';
import { fault, requestsLost, settleMs, usersLoggedOut, watchedUsers } from './fault.js';
import type { FaultHarness } from './harness/harness.js';
import { duringSpan } from './harness/losses.js';
import { describeOutage, findAround, type Outage, recoveryWindowMs } from './harness/redis-outage.js';
import { type LoggedInCount, mergeObserved } from './harness/watched.js';

/** Of the modes that keep something in Redis; of the others as many as in other faults. */
const watchedInRedis = 500;
const endedUsers = 60;
const logOutsUndone = 'log-outs undone';
const saved = (figure: string) => `${figure}, with an append-only file`;
const unsaved = (figure: string) => figure;

export const redisCrash = fault({
  question: 'Redis is killed and comes back, without and with an append-only file: who is logged out?',
  columns: [
    { head: 'redis crash', loggedOut: usersLoggedOut, lost: requestsLost },
    { head: 'the same, saved', loggedOut: saved(usersLoggedOut), lost: saved(requestsLost) },
  ],
  highlights: [logOutsUndone],
  needs: 'redis',
  async run(harness) {
    const redis = harness.faults.redis as RedisFaults;
    const traffic = await harness.startTraffic();
    const wasPersistent = await redis.isPersistent();
    const kinds = redis.setPersistent ? [false, true] : [wasPersistent];
    const parts: Part[] = [];
    try {
      for (const isPersistent of kinds) {
        await redis.setPersistent?.(isPersistent);
        parts.push(await strikeOnce(harness, redis, isPersistent));
      }
    } finally {
      if (kinds.length > 1) await redis.setPersistent?.(wasPersistent).catch(() => {});
    }
    await harness.finish(traffic);
    return harness.plans.map((plan) => {
      const observed = parts.map(({ countOf }) => countOf(plan.mode).observed);
      const figures = parts.flatMap((part) => describe(part, plan.mode, traffic, harness.instances.length));
      return harness.observe(plan, traffic, observed.reduce(mergeObserved), figures);
    });
  },
});

interface Part {
  readonly isPersistent: boolean;
  readonly outage: Outage;
  readonly watchedOf: (mode: Mode) => readonly LogIn[];
  readonly countOf: (mode: Mode) => LoggedInCount;
  /** Of the log-ins that were ended before, how many there were, and how many are accepted again. */
  readonly endedOf: (mode: Mode) => readonly LogIn[];
  readonly revivedOf: (mode: Mode) => number;
}

async function strikeOnce(harness: FaultHarness, redis: RedisFaults, isPersistent: boolean): Promise<Part> {
  const watchedOf = await harness.watch(({ state }) => (state === 'redis' ? watchedInRedis : watchedUsers));
  const endedOf = await harness.watch((mode) =>
    mode.state === 'redis' && logOutReach(mode) === 'every-instance' ? endedUsers : 0,
  );
  for (const { mode } of harness.plans) await end(harness, mode, endedOf(mode));
  await harness.pause(settleMs);
  const outage = await kill(harness, redis, isPersistent);
  await harness.pause(recoveryWindowMs);
  const countOf = await harness.count(watchedOf, (mode) => diesWithRedis(mode) && !isPersistent);
  const revived = new Map<string, number>();
  for (const { mode } of harness.plans)
    revived.set(mode.name, await countAccepted(harness, mode, endedOf(mode)));
  const revivedOf = ({ name }: Mode) => revived.get(name) ?? 0;
  return { isPersistent, outage, watchedOf, countOf, endedOf, revivedOf };
}

async function end(harness: FaultHarness, mode: Mode, logIns: readonly LogIn[]): Promise<void> {
  await inParallel(logIns.length, 8, async (index) => {
    const { credential } = logIns[index] as LogIn;
    // In a mode whose instances refuse each other's credentials, until the issuer is met.
    await harness.clientOf(mode).sendUntil(logOutRequest(mode, credential), isOk);
  });
  if ((await countAccepted(harness, mode, logIns)) === 0) return;
  throw new LoadtestFailure(
    exitCodes.missing,
    `${mode.name}: a log-out was answered with 200, and did nothing.`,
  );
}

async function countAccepted(harness: FaultHarness, mode: Mode, logIns: readonly LogIn[]): Promise<number> {
  let accepted = 0;
  await inParallel(logIns.length, 8, async (index) => {
    const { credential } = logIns[index] as LogIn;
    const replies = await harness.clientOf(mode).checkOnEveryInstance(meRequest(mode, credential));
    if (replies.some(isOk)) accepted += 1;
  });
  return accepted;
}

const isOk = ({ answer }: LogIn['reply']) => answer?.status === 200;

async function kill(harness: FaultHarness, redis: RedisFaults, isPersistent: boolean): Promise<Outage> {
  const answers = () =>
    redis.isPersistent().then(
      () => true,
      () => false,
    );
  const from = performance.now();
  await redis.crash();
  harness.mark(`Redis killed, ${isPersistent ? 'with' : 'without'} an append-only file`);
  let goneAt = from;
  let stillGoneAt = from;
  let isBack = false;
  for (let isFirst = true; !isBack; isFirst = false) {
    const askedAt = performance.now();
    isBack = await answers();
    if (isBack && isFirst) throw new LoadtestFailure(exitCodes.missing, 'Redis was not killed.');
    if (isFirst) goneAt = performance.now();
    if (!isBack) stillGoneAt = askedAt;
    if (performance.now() - from > 20_000)
      throw new LoadtestFailure(exitCodes.missing, 'Redis has not come back after 20 s. Start it again.');
    await harness.pause(10);
  }
  harness.mark('Redis back');
  return { from, goneAt, stillGoneAt, backAt: performance.now() };
}

function describe(part: Part, mode: Mode, traffic: Traffic, instances: number): readonly Figure[] {
  const { isPersistent, outage } = part;
  const name = isPersistent ? saved : unsaved;
  const members = part.watchedOf(mode).length;
  const loggedOut = part.endedOf(mode).length;
  const population = { members, issuedByLost: 0, loggedOut };
  const { sent } = findAround(traffic, mode, outage, instances);
  const slowest = Math.max(
    0,
    ...duringSpan(sent, { from: outage.from, to: outage.backAt }).map(
      ({ sentAt, answeredAt }) => answeredAt - sentAt,
    ),
  );
  const revived = predictRevivedByRedisCrash(mode, population, isPersistent);
  return [
    toFigure(
      name(usersLoggedOut),
      `of ${members} users`,
      predictLoggedOutByRedisCrash(mode, population, isPersistent),
      members - part.countOf(mode).loggedIn,
    ),
    ...describeOutage(traffic, mode, outage, instances, name),
    toFigure(name('slowest answer'), 'ms', predictSlowestWithoutRedis(), slowest),
    ...(loggedOut > 0
      ? [toFigure(name(logOutsUndone), `of ${loggedOut}`, revived, part.revivedOf(mode))]
      : []),
  ];
}
