// The state of the panel "Sign-in": the chosen mode, a sign-in that the control room plays, and the purpose of each request.
import { signal } from '@preact/signals';
import { findMode, type Mode, signInModeNames } from '@scale-out-lab/core';
import type { SignInView } from '@scale-out-lab/core/wire';
import { lab } from '../../api/client.js';
import { travelMs } from '../../map/dots/active-dots.js';
import { noteSignIn } from '../../state/sign-ins.js';
import { inViewLanguage } from '../../state/texts.js';
import { choose, view } from '../../state/view.js';
import { signInTexts as en } from '../../texts/en/sign-in.js';
import { signInTexts as ko } from '../../texts/ko/sign-in.js';
import { attempt, whileBusy } from '../../ui/notice.js';
import { isStill } from '../../ui/preferences.js';

export const signInTexts = inViewLanguage(en, ko);

export const isBusy = signal(false);

/** The mode of the view; if its users log in without a provider, the first mode with one. */
export function signInMode(): Mode {
  const name = signInModeNames.find((each) => each === view.value.mode) ?? signInModeNames[0] ?? '';
  const mode = findMode(name);
  if (!mode) throw new Error('No mode has a provider.');
  return mode;
}

export function chooseMode(mode: string): void {
  choose({ mode });
}

export async function play(mode: string, isAmidOthers: boolean): Promise<void> {
  await whileBusy(isBusy, () =>
    attempt(async () => {
      const played = await lab.signIn({ mode, isAmidOthers });
      void noteSignIn(played, isStill.peek() || document.hidden ? 0 : travelMs[view.peek().speed]);
    }),
  );
}

type Step = SignInView['steps'][number];
type What = 'sign-in' | 'auth' | 'page' | 'password' | 'code' | 'callback' | 'refused' | 'me';

/** The purpose of a request of the sign-in, by its path and its answer. */
export function whatOf({ method, path, status }: Step): What {
  if (path.endsWith('/sign-in')) return 'sign-in';
  if (path.endsWith('/me')) return 'me';
  if (path.endsWith('/callback')) return status === 303 ? 'callback' : 'refused';
  if (path.includes('/interaction/')) return method === 'POST' ? 'password' : 'page';
  return path.endsWith('/auth') ? 'auth' : 'code';
}
