// Key rotation: the signing keys are replaced on every instance, first with an overlap of old and new, then by a hard cut.
import {
  exactly,
  isPortable,
  keyRings,
  type Mode,
  predictLoggedOutByRetirement,
  predictRefusedByRetirement,
  predictRefusedDuringOverlap,
  predictSecondsUntilRetired,
  randomSecret,
  signsWith,
} from '@scale-out-lab/core';
import pLimit from 'p-limit';
import { meRequest } from '../../http/requests.js';
import type { LedgerEntry } from '../../traffic/sender.js';
import type { Traffic } from '../../traffic/traffic.js';
import type { ModeClient } from '../client/cluster-client.js';
import type { LogIn } from '../client/log-in.js';
import { fault, settleMs, watchedUsers } from './fault.js';
import type { KeySecrets, SecretRing } from './harness/control-ports.js';
import { type ByMode, type FaultHarness, forMode } from './harness/harness.js';
import { findLosses, loggedOutRow, lostRow, oneColumn, withRecovery } from './harness/losses.js';
import { concurrentChecks, type LoggedInCount, mergeObserved } from './harness/watched.js';

/** Longer than the instances take to read each other's published keys. */
const publishedMs = 500;
const refusedInOverlap = 'valid credentials refused during the overlap';
const lostInOverlap = 'requests lost during the overlap';
const withoutRefresh = { refreshes: false };

export const keyRotation = fault({
  question: {
    en: 'The signing keys are rotated, with an overlap and immediately. Whose credentials are refused?',
    ko: '서명 키를 유예 기간을 두고, 또 즉시 교체합니다. 누구의 자격 증명이 거부됩니까?',
  },
  columns: [
    ...oneColumn({ en: 'key cut', ko: '키 즉시 교체' }),
    { head: { en: 'key overlap', ko: '키 유예 교체' }, figures: [refusedInOverlap, lostInOverlap] },
  ],
  async run(harness) {
    try {
      return await rotate(harness);
    } finally {
      await onEvery(harness, (instance) => harness.faults.resetKeys(instance)).catch(() => {});
    }
  },
});

async function rotate(harness: FaultHarness) {
  const newSecrets = randomSecrets();
  const traffic = await harness.startTraffic();
  await harness.pause(settleMs);
  // Logged in late, because the shortest access tokens live for some seconds, and are not refreshed here.
  const oldLogIns = await harness.watch(() => watchedUsers);
  const overlap = await overlapKeys(harness, newSecrets, oldLogIns);
  const retirement = await retireOldKeys(harness, newSecrets, oldLogIns);
  const cut = await cutKeys(harness, overlap.newLogIns, traffic);

  return harness.report(traffic, (mode) => {
    const ring = keyRings.find((each) => signsWith(mode, each)) ?? 'jwt';
    const refused = (counts: ByMode<LoggedInCount>) => {
      const { members, loggedIn } = forMode(counts, mode);
      return members - loggedIn;
    };
    const losses = findLosses(traffic, mode, {
      instances: harness.instances.length,
      endsLogIns: !isPortable(mode),
    });
    const inOverlap = lossesIn(losses, ({ answeredAt }) => answeredAt < retirement.at);
    const { sent, lost } = lossesIn(losses, ({ sentAt }) => sentAt >= cut.at);
    const unanswered = lost.filter(({ outcome }) => outcome !== 'unauthenticated');
    const all = [overlap.old, overlap.new, retirement.counts, cut.counts, cut.refreshed];
    const ofWatched = `of ${watchedUsers}`;
    const retired = predictRefusedByRetirement(mode, ring, watchedUsers);
    const seconds = forMode(retirement.seconds, mode);
    return {
      observed: mergeObserved(all.map((counts) => forMode(counts, mode).observed)),
      figures: withRecovery(
        {
          ...loggedOutRow(
            predictLoggedOutByRetirement(mode, ring, watchedUsers),
            forMode(cut.refreshed, mode),
          ),
          ...lostRow(exactly(0, 'A credential that is refused is answered.'), { sent, lost: unanswered }),
          [refusedInOverlap]: [
            `of ${watchedUsers * 2}`,
            predictRefusedDuringOverlap(),
            refused(overlap.old) + refused(overlap.new),
          ],
          ...lostRow(predictRefusedDuringOverlap(), inOverlap, lostInOverlap),
          'old credentials refused after the retirement': [ofWatched, retired, refused(retirement.counts)],
          'seconds until the last was accepted': ['s', predictSecondsUntilRetired(), seconds],
          'credentials refused by the cut': [ofWatched, retired, refused(cut.counts)],
        },
        unanswered,
        { from: cut.at, cleanAt: cut.at },
      ),
    };
  });
}

function isConcerned(mode: Mode): boolean {
  return keyRings.some((ring) => signsWith(mode, ring));
}

async function overlapKeys(harness: FaultHarness, secrets: Secrets, oldLogIns: ByMode<readonly LogIn[]>) {
  harness.mark('both keys accepted, the new one signs');
  const accepted = (ring: SecretRing) => ['configured', secrets[ring]];
  await replaceSecrets(harness, (ring) => ({ current: 'configured', accepted: accepted(ring) }));
  await replaceSecrets(harness, (ring) => ({ current: secrets[ring], accepted: accepted(ring) }));
  await onEvery(harness, (instance) => harness.faults.changePublishedKeys(instance, 'rotate'));
  await harness.pause(publishedMs);
  const newLogIns = await harness.watch(() => watchedUsers);
  return {
    newLogIns,
    old: await harness.countLoggedIn(oldLogIns, () => false, withoutRefresh),
    new: await harness.countLoggedIn(newLogIns, () => false, withoutRefresh),
  };
}

async function retireOldKeys(harness: FaultHarness, secrets: Secrets, oldLogIns: ByMode<readonly LogIn[]>) {
  const at = performance.now();
  harness.mark('the old key retired');
  await replaceSecrets(harness, (ring) => ({ current: secrets[ring], accepted: [secrets[ring]] }));
  await onEvery(harness, (instance) => harness.faults.changePublishedKeys(instance, 'retire'));
  const seconds = await harness.forEachMode((client) =>
    isConcerned(client.mode)
      ? secondsAccepted(harness, client, forMode(oldLogIns, client.mode), at)
      : Promise.resolve(0),
  );
  return { at, seconds, counts: await harness.countLoggedIn(oldLogIns, isConcerned, withoutRefresh) };
}

/** Stops the traffic, too. */
async function cutKeys(harness: FaultHarness, logIns: ByMode<readonly LogIn[]>, traffic: Traffic) {
  const secrets = randomSecrets();
  harness.mark('hard cut');
  const at = performance.now();
  await replaceSecrets(harness, (ring) => ({ current: secrets[ring], accepted: [secrets[ring]] }));
  await onEvery(harness, (instance) => harness.faults.changePublishedKeys(instance, 'rotate'));
  await onEvery(harness, (instance) => harness.faults.changePublishedKeys(instance, 'retire'));
  await harness.pause(publishedMs + settleMs);
  await harness.finish(traffic);
  return {
    at,
    counts: await harness.countLoggedIn(logIns, isConcerned, withoutRefresh),
    refreshed: await harness.countLoggedIn(logIns, (mode) => isConcerned(mode) && !mode.refresh),
  };
}

function lossesIn(
  { sent, lost }: { readonly sent: readonly LedgerEntry[]; readonly lost: readonly LedgerEntry[] },
  isIn: (entry: LedgerEntry) => boolean,
) {
  return { sent: sent.filter(isIn), lost: lost.filter(isIn) };
}

async function replaceSecrets(
  harness: FaultHarness,
  secretsOf: (ring: SecretRing) => KeySecrets,
): Promise<void> {
  await onEvery(harness, async (instance) => {
    await harness.faults.replaceSecrets(instance, 'session', secretsOf('session'));
    await harness.faults.replaceSecrets(instance, 'jwt', secretsOf('jwt'));
  });
}

async function onEvery(harness: FaultHarness, change: (instance: string) => Promise<void>): Promise<void> {
  await Promise.all(harness.instances.map(change));
}

/** Polls until every instance refuses all credentials. Resolves to how long one was accepted, at least. */
async function secondsAccepted(
  harness: FaultHarness,
  { mode, cluster }: ModeClient,
  logIns: readonly LogIn[],
  from: number,
): Promise<number> {
  let latest = from;
  await pLimit(concurrentChecks).map(logIns, ({ credential }) =>
    harness.waitFor(async () => {
      const replies = await cluster.checkOnEveryInstance(meRequest(mode, credential));
      const accepted = replies.filter(({ answer }) => answer?.status === 200);
      latest = Math.max(latest, ...accepted.map(({ sentAt }) => sentAt));
      return replies.every(({ answer }) => answer?.status === 401);
    }),
  );
  return (latest - from) / 1000;
}

type Secrets = Readonly<Record<SecretRing, string>>;

/** One for each ring, since an instance refuses a secret that both use. */
function randomSecrets(): Secrets {
  return { session: randomSecret(), jwt: randomSecret() };
}
