// The requests of a sign-in in order: the way through the cluster as dots, the answer, and its effect.
import type { SignInView } from '@scale-out-lab/core/wire';
import { InstanceMark } from '../../ui/instance-mark.js';
import { signInTexts, whatOf } from './sign-in.js';

type Step = SignInView['steps'][number];

export function Steps({ steps }: { readonly steps: readonly Step[] }) {
  const t = signInTexts().steps;
  return (
    <>
      <h3>{t.caption}</h3>
      <p class="hint">{t.path}</p>
      <ol class="sign-in-steps stack" aria-label={t.caption}>
        {steps.map((step, index) => (
          <li key={index}>
            <span class="row">
              <Way step={step} />
              <code>{`${step.method} ${shorten(step.path)}`}</code>
              <Answer step={step} />
            </span>
            <span class="small">{t[whatOf(step)]}</span>
          </li>
        ))}
      </ol>
    </>
  );
}

function Answer({ step: { path, status, servedBy } }: { readonly step: Step }) {
  const isInstance = path.startsWith('/api/');
  return (
    <span class={status === null || status >= 400 ? 'bad' : ''}>
      {status ?? signInTexts().steps.nobody} {isInstance && <InstanceMark instance={servedBy} />} {servedBy}
    </span>
  );
}

/** The ID of an interaction is long and meaningless. */
function shorten(path: string): string {
  return path.replace(/[\w-]{20,}$/, '…');
}

/** Four stops. After a callback that is accepted, the instance redeems the code at the provider. */
function Way({ step }: { readonly step: Step }) {
  const isAtProvider = step.path.startsWith('/provider/');
  const stops = [true, true, !isAtProvider, isAtProvider || whatOf(step) === 'callback'];
  return (
    <span class="sign-in-way" aria-hidden="true">
      {stops.map((isReached, at) => (
        <i key={at} class={isReached ? 'reached' : ''} />
      ))}
    </span>
  );
}
