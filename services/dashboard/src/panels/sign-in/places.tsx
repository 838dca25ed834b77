// The parts of the cluster that could hold a pending sign-in, and the chip in the one that does.
import type { SignInView } from '@scale-out-lab/core/wire';
import { labState } from '../../state/lab-state.js';
import { holderOf } from '../../state/sign-ins.js';
import { InstanceName } from '../../ui/instance-mark.js';
import { signInTexts } from './sign-in.js';

export function Places({ played }: { readonly played: SignInView }) {
  const t = signInTexts().places;
  const instances = labState.value?.instances.map(({ id }) => id) ?? [];
  const holder = holderOf(played);
  // Only the instance that got the callback can use up the sign-in.
  const chip = played.isLoggedIn ? t.used : t.left;
  return (
    <ul class="sign-in-places row" aria-label={t.title}>
      {['visitor', ...instances, 'redis'].map((place) => (
        <li key={place} class="box">
          {place === 'visitor' || place === 'redis' ? (
            t[place === 'redis' ? 'redis' : 'browser']
          ) : (
            <InstanceName instance={place} />
          )}
          {place === holder && (
            <span class={played.isLoggedIn ? 'sign-in-chip used' : 'sign-in-chip'}>{chip}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
