// The parts of the cluster that could hold a pending sign-in, and the chip in the one that does.
import type { Mode, Transaction } from '@scale-out-lab/core';
import type { SignInView } from '@scale-out-lab/core/wire';
import { labState } from '../../state/lab-state.js';
import { InstanceMark } from '../../ui/instance-mark.js';
import { signInTexts } from './sign-in.js';

interface PlacesProps {
  readonly mode: Mode;
  readonly played: SignInView;
}

const browser = 'browser';
const redis = 'redis';

/** The place by the transaction axis. */
const holders = {
  memory: ({ begunBy }) => begunBy,
  cookie: () => browser,
  redis: () => redis,
} as const satisfies Record<Transaction, (played: SignInView) => string | null>;

export function Places({ mode, played }: PlacesProps) {
  const t = signInTexts().places;
  const instances = labState.value?.instances.map(({ id }) => id) ?? [];
  const holder = mode.transaction && holders[mode.transaction](played);
  // Only the instance that got the callback can use up the sign-in.
  const chip = played.isLoggedIn ? t.used : t.left;
  return (
    <ul class="sign-in-places row" aria-label={t.title}>
      {[browser, ...instances, redis].map((place) => (
        <li key={place} class="box">
          {place === browser || place === redis ? (
            t[place]
          ) : (
            <span>
              <InstanceMark instance={place} /> {place}
            </span>
          )}
          {place === holder && (
            <span class={played.isLoggedIn ? 'sign-in-chip used' : 'sign-in-chip'}>{chip}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
