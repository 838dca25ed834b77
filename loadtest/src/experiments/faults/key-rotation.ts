// Key rotation: what signs is replaced on every instance, first with an overlap in which both are accepted, then by a hard cut.
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
import { toFigure } from '../../model/figure.js';
import { inParallel } from '../client/in-parallel.js';
import { type LogIn, meRequest } from '../client/log-in.js';
import { fault, requestsLost, settleMs, usersLoggedOut, watchedUsers } from './fault.js';
import type { FaultHarness } from './harness/harness.js';
import { describeLost, findLosses } from './harness/losses.js';
import { mergeObserved } from './harness/watched.js';

/** How often the instances look at each other's published keys, and some more. */
const publishedMs = 500;
const refusedInOverlap = 'valid credentials refused during the overlap';
const lostInOverlap = 'requests lost during the overlap';

export const keyRotation = fault({
  question: 'The signing keys are replaced, with an overlap and by a hard cut: whose credential is refused?',
  columns: [
    { head: 'key cut', loggedOut: usersLoggedOut, lost: requestsLost },
    { head: 'key overlap', loggedOut: refusedInOverlap, lost: lostInOverlap },
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
  const isConcerned = (mode: Mode) => keyRings.some((ring) => signsWith(mode, ring));
  const [first, second] = [randomSecrets(), randomSecrets()];
  const traffic = await harness.startTraffic();
  await harness.pause(settleMs);
  // Not sooner, because the shortest access tokens live for some seconds and are not to be renewed here.
  const oldOnes = await harness.watch(() => watchedUsers);

  harness.mark('both keys accepted, the new one signs');
  await replaceSecrets(harness, (ring) => ({ current: 'configured', accepted: ['configured', first[ring]] }));
  await replaceSecrets(harness, (ring) => ({ current: first[ring], accepted: ['configured', first[ring]] }));
  await onEvery(harness, (instance) => harness.faults.changePublishedKeys(instance, 'rotate'));
  await harness.pause(publishedMs);
  const newOnes = await harness.watch(() => watchedUsers);
  const overlap = [
    await harness.count(oldOnes, () => false, { renews: false }),
    await harness.count(newOnes, () => false, { renews: false }),
  ] as const;

  const retiredAt = performance.now();
  harness.mark('the old key retired');
  await replaceSecrets(harness, (ring) => ({ current: first[ring], accepted: [first[ring]] }));
  await onEvery(harness, (instance) => harness.faults.changePublishedKeys(instance, 'retire'));
  const secondsOf = await findLastAccepted(harness, oldOnes, isConcerned, retiredAt);
  const afterRetirement = await harness.count(oldOnes, isConcerned, { renews: false });

  harness.mark('hard cut');
  const cutAt = performance.now();
  await replaceSecrets(harness, (ring) => ({ current: second[ring], accepted: [second[ring]] }));
  await onEvery(harness, (instance) => harness.faults.changePublishedKeys(instance, 'rotate'));
  await onEvery(harness, (instance) => harness.faults.changePublishedKeys(instance, 'retire'));
  await harness.pause(publishedMs + settleMs);
  await harness.finish(traffic);
  const refusedByCut = await harness.count(newOnes, isConcerned, { renews: false });
  const afterCut = await harness.count(newOnes, (mode) => isConcerned(mode) && !mode.refresh);

  return harness.plans.map((plan) => {
    const { mode } = plan;
    const ring = keyRings.find((each) => signsWith(mode, each)) ?? 'jwt';
    const members = newOnes(mode).length;
    const both = watchedUsers * 2;
    const loggedIn = overlap.reduce((total, countOf) => total + countOf(mode).loggedIn, 0);
    const instances = harness.instances.length;
    const { sent, lost } = findLosses(traffic, mode, { instances, endsLogIns: !isPortable(mode) });
    const isBefore = ({ answeredAt }: { answeredAt: number }) => answeredAt < retiredAt;
    const isAfter = ({ sentAt }: { sentAt: number }) => sentAt >= cutAt;
    const unanswered = lost.filter((each) => isAfter(each) && each.outcome !== 'unauthenticated');
    const refused = predictRefusedByRetirement(mode, ring, members);
    const observed = [...overlap, afterRetirement, refusedByCut, afterCut].map((of) => of(mode).observed);
    return harness.observe(plan, traffic, observed.reduce(mergeObserved), [
      toFigure(
        usersLoggedOut,
        `of ${members} users`,
        predictLoggedOutByRetirement(mode, ring, members),
        members - afterCut(mode).loggedIn,
      ),
      toFigure(
        requestsLost,
        `of ${sent.filter(isAfter).length} requests`,
        exactly(0, 'A credential that is refused is answered.'),
        unanswered.length,
        describeLost(unanswered),
      ),
      toFigure(refusedInOverlap, `of ${both}`, predictRefusedDuringOverlap(), both - loggedIn),
      toFigure(
        lostInOverlap,
        `of ${sent.filter(isBefore).length} requests`,
        predictRefusedDuringOverlap(),
        lost.filter(isBefore).length,
        describeLost(lost.filter(isBefore)),
      ),
      toFigure(
        'old credentials refused after the retirement',
        `of ${watchedUsers}`,
        predictRefusedByRetirement(mode, ring, watchedUsers),
        watchedUsers - afterRetirement(mode).loggedIn,
      ),
      toFigure('seconds until the last was accepted', 's', predictSecondsUntilRetired(), secondsOf(mode)),
      toFigure(
        'credentials refused by the cut',
        `of ${members}`,
        refused,
        members - refusedByCut(mode).loggedIn,
      ),
    ]);
  });
}

async function replaceSecrets(
  harness: FaultHarness,
  secretsOf: (ring: 'session' | 'jwt') => { readonly current: string; readonly accepted: readonly string[] },
): Promise<void> {
  await onEvery(harness, async (instance) => {
    await harness.faults.replaceSecrets(instance, 'session', secretsOf('session'));
    await harness.faults.replaceSecrets(instance, 'jwt', secretsOf('jwt'));
  });
}

async function onEvery(harness: FaultHarness, change: (instance: string) => Promise<void>): Promise<void> {
  await Promise.all(harness.instances.map(change));
}

/** Asks until every instance refuses them all: for how long was one accepted, at least? 0 where none was. */
async function findLastAccepted(
  harness: FaultHarness,
  watchedOf: (mode: Mode) => readonly LogIn[],
  isConcerned: (mode: Mode) => boolean,
  from: number,
): Promise<(mode: Mode) => number> {
  const seconds = new Map<string, number>();
  await Promise.all(
    harness.plans.map(async ({ mode }) => {
      const watched = watchedOf(mode);
      if (!isConcerned(mode)) return;
      const cluster = harness.clientOf(mode);
      let latest = from;
      await inParallel(watched.length, 8, async (index) => {
        const request = meRequest(mode, watched[index]?.credential ?? {});
        await harness.waitFor(async () => {
          const replies = await cluster.checkOnEveryInstance(request);
          const accepted = replies.filter(({ answer }) => answer?.status === 200);
          latest = Math.max(latest, ...accepted.map(({ sentAt }) => sentAt));
          return replies.every(({ answer }) => answer?.status === 401);
        });
      });
      seconds.set(mode.name, (latest - from) / 1000);
    }),
  );
  return ({ name }) => seconds.get(name) ?? 0;
}

/** One for each ring, since an instance refuses a secret that both use. */
function randomSecrets() {
  return { session: randomSecret(), jwt: randomSecret() };
}
