// Expiry: is a credential accepted until it expires and refused from then on, by the clock of each instance?
import {
  accepts,
  predictClockSpread,
  predictEarlyRefusal,
  predictFirstRefusal,
  predictOverstay,
} from '@scale-out-lab/core';
import { type Clocks, readClocks } from '../client/clocks.js';
import type { LogIn } from '../client/log-in.js';
import { logInRecorded, type Replay, replay, usernameIn } from '../client/scored-trial.js';
import { scored } from './scored.js';

const lifeSeconds = 2;
/** The replays continue for a while, to detect a credential that becomes valid again. */
const afterwardsMs = 300;

export const expiry = scored({
  question: {
    en: 'Is a credential accepted until it expires, and then refused by every instance?',
    ko: '자격 증명은 만료될 때까지 유효하고, 그 뒤로는 모든 인스턴스가 거부합니까?',
  },
  headline: {
    en: 'seconds after its expiry at which a credential was still accepted',
    ko: '만료된 뒤에도 자격 증명이 받아들여진 시간(초)',
  },
  runsConcurrently: true,
  async observe(trial) {
    const { mode, instances } = trial;
    const clocks = await readClocks(trial.cluster);
    const owner = await logInRecorded(trial, usernameIn(trial, 0), { options: { expires_in: lifeSeconds } });
    const checking = instances.filter((instance) => accepts(mode, instance, owner));
    const endAt = Math.max(...checking.map((each) => clocks.expiryOn(each, owner).latest)) + afterwardsMs;
    const replays = await replay(trial, {
      clocks,
      logIn: owner,
      accepts: (instance) => checking.includes(instance),
      isLast: (round) => performance.now() > endAt && round.every(({ isAccepted }) => !isAccepted),
    });

    const byInstance = checking.map((instance) => measureEnd(instance, replays, clocks, owner));
    const longestSeconds = (name: keyof End) => Math.max(0, ...byInstance.map((end) => end[name])) / 1000;
    return {
      'accepted after its expiry': ['s', predictOverstay(mode), longestSeconds('overstayMs')],
      'refused before its expiry': ['s', predictEarlyRefusal(), longestSeconds('earlyMs')],
      'first refused after its expiry': ['s', predictFirstRefusal(), longestSeconds('firstRefusalMs')],
      'clocks of the instances apart': ['s', predictClockSpread(), clocks.spreadSeconds.least],
    };
  },
});

interface End {
  readonly overstayMs: number;
  readonly earlyMs: number;
  readonly firstRefusalMs: number;
}

/** An instance checks a request between the moments it was sent and answered, so each figure is a lower bound. */
export function measureEnd(instance: string, replays: readonly Replay[], clocks: Clocks, logIn: LogIn): End {
  const own = replays.filter((each) => each.instance === instance);
  const { earliest, latest } = clocks.expiryOn(instance, logIn);
  const accepted = own.filter(({ isAccepted }) => isAccepted);
  const refused = own.filter(({ isAccepted }) => !isAccepted);
  // A refusal takes a request: on a busy machine the first one after the expiry may be sent late.
  const dueAt = own.find(({ sentAt }) => sentAt > latest)?.sentAt ?? latest;
  // One that was sent before the expiry is in time, however late its answer is.
  const refusedAt = ({ sentAt, answeredAt }: Replay) => (sentAt > latest ? answeredAt : dueAt);
  return {
    overstayMs: Math.max(0, ...accepted.map(({ sentAt }) => sentAt - latest)),
    earlyMs: Math.max(0, ...refused.map(({ answeredAt }) => earliest - answeredAt)),
    firstRefusalMs: Math.max(0, Math.min(...refused.map(refusedAt)) - dueAt),
  };
}
