// Key rotation: what signs is replaced on every instance, first with an overlap in which both are accepted, then by a hard cut.
import { randomBytes } from 'node:crypto';
import {
  exactly,
  isPortable,
  type KeyRing,
  type Mode,
  predictLoggedOutByRetirement,
  predictRefusedByRetirement,
  predictRefusedDuringOverlap,
  predictSecondsUntilRetired,
  signsWith,
} from '@scale-out-lab/core';
import { toFigure } from '../../model/figure.js';
import { inParallel } from '../probe/in-parallel.js';
import { type LogIn, meRequest } from '../probe/log-in.js';
import { calmMs, fault, requestsLost, usersLoggedOut, watchedUsers } from './fault.js';
import type { Drill } from './harness/harness.js';
import { describeLost, findLosses } from './harness/losses.js';
import { mergeObserved } from './harness/watched.js';

const rings: readonly KeyRing[] = ['session', 'jwt', 'published'];
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
  async strike(drill) {
    try {
      return await rotate(drill);
    } finally {
      await onEvery(drill, (instance) => drill.faults.resetKeys(instance)).catch(() => {});
    }
  },
});

async function rotate(drill: Drill) {
  const isConcerned = (mode: Mode) => rings.some((ring) => signsWith(mode, ring));
  const [first, second] = [randomSecrets(), randomSecrets()];
  const traffic = await drill.startTraffic();
  await drill.pause(calmMs);
  // Not sooner, because the shortest access tokens live for some seconds and are not to be renewed here.
  const oldOnes = await drill.watch(() => watchedUsers);

  drill.mark('both keys accepted, the new one signs');
  await replaceSecrets(drill, (ring) => ({ current: 'configured', accepted: ['configured', first[ring]] }));
  await replaceSecrets(drill, (ring) => ({ current: first[ring], accepted: ['configured', first[ring]] }));
  await onEvery(drill, (instance) => drill.faults.changePublishedKeys(instance, 'rotate'));
  await drill.pause(publishedMs);
  const newOnes = await drill.watch(() => watchedUsers);
  const overlap = [
    await drill.count(oldOnes, () => false, { renews: false }),
    await drill.count(newOnes, () => false, { renews: false }),
  ] as const;

  const retiredAt = performance.now();
  drill.mark('the old key retired');
  await replaceSecrets(drill, (ring) => ({ current: first[ring], accepted: [first[ring]] }));
  await onEvery(drill, (instance) => drill.faults.changePublishedKeys(instance, 'retire'));
  const secondsOf = await findLastAccepted(drill, oldOnes, isConcerned, retiredAt);
  const afterRetirement = await drill.count(oldOnes, isConcerned, { renews: false });

  drill.mark('hard cut');
  const cutAt = performance.now();
  await replaceSecrets(drill, (ring) => ({ current: second[ring], accepted: [second[ring]] }));
  await onEvery(drill, (instance) => drill.faults.changePublishedKeys(instance, 'rotate'));
  await onEvery(drill, (instance) => drill.faults.changePublishedKeys(instance, 'retire'));
  await drill.pause(publishedMs + calmMs);
  await drill.finish(traffic);
  const refusedByCut = await drill.count(newOnes, isConcerned, { renews: false });
  const afterCut = await drill.count(newOnes, (mode) => isConcerned(mode) && !mode.refresh);

  return drill.plans.map((plan) => {
    const { mode } = plan;
    const ring = rings.find((each) => signsWith(mode, each)) ?? 'jwt';
    const members = newOnes(mode).length;
    const both = watchedUsers * 2;
    const alive = overlap.reduce((total, censusOf) => total + censusOf(mode).alive, 0);
    const instances = drill.instances.length;
    const { sent, lost } = findLosses(traffic, mode, { instances, endsLogIns: !isPortable(mode) });
    const isBefore = ({ answeredAt }: { answeredAt: number }) => answeredAt < retiredAt;
    const isAfter = ({ sentAt }: { sentAt: number }) => sentAt >= cutAt;
    const unanswered = lost.filter((each) => isAfter(each) && each.outcome !== 'unauthenticated');
    const refused = predictRefusedByRetirement(mode, ring, members);
    const observed = [...overlap, afterRetirement, refusedByCut, afterCut].map((of) => of(mode).observed);
    return drill.observe(plan, traffic, observed.reduce(mergeObserved), [
      toFigure(
        usersLoggedOut,
        `of ${members} users`,
        predictLoggedOutByRetirement(mode, ring, members),
        members - afterCut(mode).alive,
      ),
      toFigure(
        requestsLost,
        `of ${sent.filter(isAfter).length} requests`,
        exactly(0, 'A credential that is refused is answered.'),
        unanswered.length,
        describeLost(unanswered),
      ),
      toFigure(refusedInOverlap, `of ${both}`, predictRefusedDuringOverlap(), both - alive),
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
        watchedUsers - afterRetirement(mode).alive,
      ),
      toFigure('seconds until the last was accepted', 's', predictSecondsUntilRetired(), secondsOf(mode)),
      toFigure(
        'credentials refused by the cut',
        `of ${members}`,
        refused,
        members - refusedByCut(mode).alive,
      ),
    ]);
  });
}

async function replaceSecrets(
  drill: Drill,
  secretsOf: (ring: 'session' | 'jwt') => { readonly current: string; readonly accepted: readonly string[] },
): Promise<void> {
  await onEvery(drill, async (instance) => {
    await drill.faults.replaceSecrets(instance, 'session', secretsOf('session'));
    await drill.faults.replaceSecrets(instance, 'jwt', secretsOf('jwt'));
  });
}

async function onEvery(drill: Drill, change: (instance: string) => Promise<void>): Promise<void> {
  await Promise.all(drill.instances.map(change));
}

/** Asks until every instance refuses them all: for how long was one accepted, at least? 0 where none was. */
async function findLastAccepted(
  drill: Drill,
  watchedOf: (mode: Mode) => readonly LogIn[],
  isConcerned: (mode: Mode) => boolean,
  from: number,
): Promise<(mode: Mode) => number> {
  const seconds = new Map<string, number>();
  await Promise.all(
    drill.plans.map(async ({ mode }) => {
      const watched = watchedOf(mode);
      if (!isConcerned(mode)) return;
      const probe = drill.probeOf(mode);
      let latest = from;
      await inParallel(watched.length, 8, async (index) => {
        const request = meRequest(mode, watched[index]?.credential ?? {});
        await drill.until(async () => {
          const replies = await probe.sendToEvery(request);
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

function randomSecret(): string {
  return randomBytes(32).toString('base64url');
}
