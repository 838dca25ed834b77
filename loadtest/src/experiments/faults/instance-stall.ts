// Instance stall: one instance is frozen for a while, lives and answers nothing. Nothing is lost: who waits, and for how long?
import {
  predictLoggedOutByStall,
  predictLostByStall,
  predictSlowestWhileInstanceStalled,
  predictWaiting,
  shareOfStalled,
} from '@scale-out-lab/core';
import { toFigure } from '../../model/figure.js';
import type { LedgerEntry } from '../../traffic/entry.js';
import type { Traffic } from '../../traffic/traffic.js';
import { dateResolutionMs } from '../client/clocks.js';
import { fault, requestsLost, settleMs, usersLoggedOut, watchedUsers } from './fault.js';
import type { FaultHarness } from './harness/harness.js';
import { describeLost, duringSpan, findLosses } from './harness/losses.js';

const stallMs = 3000;
/** Longer than anybody waits while nothing is broken. */
const longMs = 1000;
/** Between its answer to the command and its freezing. */
const freezingMs = 50;
/** For what has gathered to be answered, once the instance is awake. */
const catchUpMs = 500;
const usersWaited = 'users who waited longer than a second';
const readsWaited = 'reads that took longer than a second';

export const instanceStall = fault({
  question: `One instance is frozen for ${stallMs / 1000} s while requests go on: is anything lost, and how many users wait longer than a second?`,
  columns: [
    { head: 'instance stall', loggedOut: usersLoggedOut, lost: requestsLost },
    {
      head: 'stall: waits',
      loggedOut: usersWaited,
      lost: readsWaited,
      note: 'stall: waits: users, of 30, who waited longer than a second, and reads that took so long.',
    },
  ],
  async run(harness) {
    const [victim = ''] = harness.instances;
    const watchedOf = await harness.watch(() => watchedUsers);
    const traffic = await harness.startTraffic();
    const frozen = await freeze(harness, victim);
    await harness.finish(traffic);
    await harness.untilAllAnswer();
    const countOf = await harness.count(watchedOf, () => false);

    return harness.plans.map((plan) => {
      const { mode } = plan;
      const instances = harness.instances.length;
      const { loggedIn, observed } = countOf(mode);
      const members = watchedOf(mode).length;
      const { sent, reads, lost } = findLosses(traffic, mode, { instances, endsLogIns: false });
      const users = usersOf(traffic, mode.name);
      const shareOf = ({ username }: Pick<LedgerEntry, 'username'>) =>
        shareOfStalled(mode, instances, users.get(username) === victim);
      const certain = reads.filter(({ sentAt }) => sentAt >= frozen.surelyFrom && sentAt < frozen.surelyTo);
      const mayWait = { from: frozen.from, to: frozen.backAt + catchUpMs - longMs };
      const possible = duringSpan(reads, mayWait);
      const waited = reads.filter(isLong);
      const mostWaiting = predictWaiting(mode, {
        certain: [],
        possible: duringSpan(sent, mayWait).map(shareOf),
      }).predicted[1];
      const losable = {
        stallSeconds: stallMs / 1000,
        underWay: duringSpan(sent, { from: frozen.from, to: frozen.surelyFrom }).length,
        waiting: mostWaiting,
      };
      return harness.observe(plan, traffic, observed, [
        toFigure(usersLoggedOut, `of ${members} users`, predictLoggedOutByStall(), members - loggedIn),
        toFigure(
          requestsLost,
          `of ${sent.length} requests`,
          predictLostByStall(mode, losable),
          lost.length,
          describeLost(lost),
        ),
        toFigure(
          usersWaited,
          `of ${users.size} users`,
          predictWaiting(mode, { certain: byUser(certain, shareOf), possible: byUser(possible, shareOf) }),
          new Set(waited.map(({ username }) => username)).size,
        ),
        toFigure(
          readsWaited,
          `of ${possible.length} reads`,
          predictWaiting(mode, { certain: certain.map(shareOf), possible: possible.map(shareOf) }),
          waited.length,
        ),
        toFigure(
          'slowest answer',
          'ms',
          predictSlowestWhileInstanceStalled(stallMs / 1000),
          Math.max(0, ...sent.map(({ sentAt, answeredAt }) => answeredAt - sentAt)),
        ),
      ]);
    });
  },
});

interface Frozen {
  readonly from: number;
  /** Whoever meets the instance between these two waits longer than a second for certain. */
  readonly surelyFrom: number;
  readonly surelyTo: number;
  /** It had answered again by then. */
  readonly backAt: number;
}

async function freeze(harness: FaultHarness, victim: string): Promise<Frozen> {
  const { faults } = harness;
  await harness.pause(settleMs);
  const from = performance.now();
  await faults.stall(victim, stallMs);
  harness.mark(`${victim} frozen`);
  const surelyFrom = performance.now() + freezingMs;
  await harness.pause(from + stallMs - performance.now());
  await harness.waitFor(async () => (await faults.state(victim)).instanceId === victim);
  harness.mark(`${victim} awake`);
  const backAt = performance.now();
  await harness.pause(settleMs);
  return { from, surelyFrom, surelyTo: from + stallMs - longMs - dateResolutionMs, backAt };
}

function isLong({ sentAt, answeredAt }: LedgerEntry): boolean {
  return answeredAt - sentAt > longMs;
}

/** The users who were logged in when the traffic began, with the instance that had logged them in. */
function usersOf({ population }: Traffic, mode: string): ReadonlyMap<string, string | undefined> {
  return new Map(
    population.filter((member) => member.mode === mode).map(({ username, issuer }) => [username, issuer]),
  );
}

/** For each user who sent some of them, the probability that one at least meets the instance. */
function byUser(entries: readonly LedgerEntry[], shareOf: (entry: LedgerEntry) => number): readonly number[] {
  const missing = new Map<string, number>();
  for (const entry of entries)
    missing.set(entry.username, (missing.get(entry.username) ?? 1) * (1 - shareOf(entry)));
  return Array.from(missing.values(), (none) => 1 - none);
}
