// Expiry: is a credential accepted until it expires and refused from then on, by the clock of each instance?
import {
  accepts,
  predictClockSpread,
  predictEarlyRefusal,
  predictFirstRefusal,
  predictOverstay,
} from '@scale-out-lab/core';
import { toFigure } from '../../model/figure.js';
import { usernameOf } from '../../users/usernames.js';
import { type Clocks, readClocks } from '../client/clocks.js';
import { type LogIn, logIn } from '../client/log-in.js';
import { type Replay, replay } from '../client/replay.js';
import { createTrialRecord } from '../client/trial-record.js';
import { scored } from './scored.js';

const lifeSeconds = 2;
/** Asked on for a while, so that a credential that comes back to life is noticed. */
const afterwardsMs = 300;

export const expiry = scored({
  question: 'Is a credential accepted until it expires, and refused from then on by every instance?',
  headline: 'seconds after its expiry at which a credential was still accepted',
  runsConcurrently: true,
  async observe(cluster, { mode, instances, firstUser }) {
    const expected = [predictOverstay(mode), predictEarlyRefusal(), predictFirstRefusal()] as const;
    const [clocks, record] = [await readClocks(cluster), createTrialRecord()];
    const owner = await logIn(cluster, mode, usernameOf(firstUser), { wishes: { expires_in: lifeSeconds } });
    record.noteLogIn(owner.username);

    const checking = instances.filter((instance) => accepts(mode, instance, owner));
    const endAt = Math.max(...checking.map((each) => clocks.expiryOn(each, owner).latest)) + afterwardsMs;
    const replays = await replay(cluster, {
      ...{ mode, instances, clocks, record, logIn: owner },
      accepts: (instance) => checking.includes(instance),
      isOver: (round) => performance.now() > endAt && round.every(({ isAccepted }) => !isAccepted),
    });

    const byInstance = checking.map((instance) => measureEnd(instance, replays, clocks, owner));
    const longest = (name: keyof End) => Math.max(0, ...byInstance.map((end) => end[name])) / 1000;
    return {
      records: record.records,
      predicted: record.predicted(),
      figures: [
        toFigure('accepted after its expiry', 's', expected[0], longest('overstayMs')),
        toFigure('refused before its expiry', 's', expected[1], longest('earlyMs')),
        toFigure('first refused after its expiry', 's', expected[2], longest('firstRefusalMs')),
        toFigure('clocks of the instances apart', 's', predictClockSpread(), clocks.spreadSeconds.least),
      ],
    };
  },
});

interface End {
  readonly overstayMs: number;
  readonly earlyMs: number;
  readonly firstRefusalMs: number;
}

/** A request is checked between the moments it was sent and answered: what is said here was at least so. */
export function measureEnd(instance: string, replays: readonly Replay[], clocks: Clocks, logIn: LogIn): End {
  const own = replays.filter((each) => each.instance === instance);
  const { earliest, latest } = clocks.expiryOn(instance, logIn);
  const accepted = own.filter(({ isAccepted }) => isAccepted);
  const refused = own.filter(({ isAccepted }) => !isAccepted);
  // Nobody is refused before asking: on a busy machine the first request after the expiry may come late.
  const dueAt = own.find(({ sentAt }) => sentAt > latest)?.sentAt ?? latest;
  return {
    overstayMs: Math.max(0, ...accepted.map(({ sentAt }) => sentAt - latest)),
    earlyMs: Math.max(0, ...refused.map(({ answeredAt }) => earliest - answeredAt)),
    firstRefusalMs: Math.max(0, Math.min(...refused.map(({ answeredAt }) => answeredAt)) - dueAt),
  };
}
