// Redis while the machine of one of its primaries is away: when another server takes over, and the cost of the fault.
import {
  type Expectation,
  isPortable,
  type Mode,
  needsRedis,
  predictLostWithoutRedis,
} from '@scale-out-lab/core';
import { logInRequest } from '../../../http/requests.js';
import type { FigureTable } from '../../../model/agreement.js';
import type { Traffic } from '../../../traffic/traffic.js';
import { usernameOf } from '../../../users/record.js';
import type { FaultHarness } from './harness.js';
import { type Acknowledged, type Attempt, acknowledged } from './log-in-stream.js';
import { lookUpsOf } from './look-ups.js';
import { duringSpan, findLosses, type Losses, logInsGone, lostRow, type Outage } from './losses.js';
import type { ChosenMachine } from './machines.js';
import { type Change, pollUntil } from './poll-until.js';

/** Docker Swarm starts a server elsewhere after it has missed the machine; sentinels and a cluster need some seconds. */
const replacedTimeoutMs = 120_000;
/** Sentinels demote an old primary ten seconds after they reach it again, or later. */
const demotedTimeoutMs = 120_000;

/** Resolves once a server on another machine is the primary in place of each one on this machine. */
export async function waitUntilReplaced(
  harness: FaultHarness,
  { store, machine, primaries }: ChosenMachine,
): Promise<Change> {
  const count = store.topology === 'cluster' ? 3 : 1;
  const isReplaced = async () => {
    const now = await store.primaries();
    return now.size === count && primaries.every((server) => now.get(server) !== machine);
  };
  const problem = `No server has taken the place of ${primaries.join(' and ')}`;
  const change = await pollUntil(harness, isReplaced, { timeoutMs: replacedTimeoutMs, problem });
  harness.mark('new primary');
  return change;
}

/** Resolves once no old primary takes itself for one. `stillAt` is the last moment at which one did, or 0. */
export async function waitUntilDemoted(
  harness: FaultHarness,
  { store, primaries }: ChosenMachine,
): Promise<Change> {
  let stillAt = 0;
  const isDemoted = async () => {
    const askedAt = performance.now();
    const answers = await Promise.all(primaries.map((server) => store.saysPrimary(server)));
    // One that does not answer may have been demoted.
    if (answers.includes(true)) stillAt = askedAt;
    return answers.every((says) => says === false);
  };
  const problem = `${primaries.join(' and ')} did not become a replica`;
  const { endAt } = await pollUntil(harness, isDemoted, { timeoutMs: demotedTimeoutMs, problem });
  harness.mark('old primary follows');
  return { stillAt, endAt };
}

/** Longer than predicted: see `predictSecondsUntilReached`. */
const reachedTimeoutMs = 120_000;
/** Above the numbers of the watched users and of the stream, below those of the traffic. */
const userOfLogIns = 600;

/**
 * Resolves once every instance logs a user in, in each mode that needs Redis for that.
 * @throws ExitError after two minutes
 */
export async function waitUntilRedisIsReached(harness: FaultHarness): Promise<void> {
  await harness.forEachMode(async ({ mode, cluster }) => {
    if (!needsRedis(mode, 'write')) return;
    const request = logInRequest(mode, usernameOf(userOfLogIns), {});
    await cluster.waitFor(async () => {
      const replies = await cluster.checkOnEveryInstance(request);
      return replies.every(({ answer }) => answer?.status === 200);
    }, reachedTimeoutMs);
  });
}

/** @param until when no request may be lost any more */
export function lostWithRedis(
  traffic: Traffic,
  mode: Mode,
  { from, goneAt, stillGoneAt, isPartial }: Omit<Outage, 'backAt'>,
  until: number,
): { readonly losses: Losses; readonly row: FigureTable } {
  // A lost log-in is counted as a log-in, not as requests.
  const losses = findLosses(traffic, mode, { instances: 1, endsLogIns: true });
  const lookUpOf = lookUpsOf(
    mode,
    traffic.ledger.entries.filter((entry) => entry.mode === mode.name),
  );
  const within = losses.sent.filter(
    ({ sentAt, answeredAt }) => sentAt >= goneAt && answeredAt <= stillGoneAt,
  );
  const isCertain = isPortable(mode) && !isPartial;
  const needing = isCertain ? within.filter((entry) => lookUpOf(entry).surely).length : 0;
  const touching = duringSpan(losses.sent, { from, to: until }).filter((entry) => lookUpOf(entry).perhaps);
  const expected = predictLostWithoutRedis(mode, needing, touching.length);
  return { losses, row: lostRow(expected, losses) };
}

/** The lost log-ins of the stream, if the mode has a stream. */
export function goneRow(
  attempts: readonly Attempt[],
  gone: number,
  expect: (made: readonly Acknowledged[]) => Expectation,
): FigureTable {
  if (attempts.length === 0) return {};
  const made = acknowledged(attempts);
  return { [logInsGone]: [`of ${made.length}`, expect(made), gone] };
}
