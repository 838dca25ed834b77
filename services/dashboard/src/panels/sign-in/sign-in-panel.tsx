// The panel "Sign-in": a sign-in through the provider, step by step, and the purpose of each of its tokens.
import { type Mode, shareOfSignIns, signInModeNames } from '@scale-out-lab/core';
import type { SignInView } from '@scale-out-lab/core/wire';
import { labState } from '../../state/lab-state.js';
import { latestSignIn } from '../../state/sign-ins.js';
import { Choice } from '../../ui/choice.js';
import { Places } from './places.js';
import { chooseMode, isBusy, play, signInMode, signInTexts } from './sign-in.js';
import { Steps } from './steps.js';
import { Tokens } from './tokens.js';

export function SignInPanel() {
  const mode = signInMode();
  const played = latestSignIn(mode.name);
  return (
    <>
      <Begin mode={mode} />
      {played && (
        <section class="part stack" aria-label={signInTexts().steps.caption}>
          <Result played={played} />
          <Places played={played} />
          <Steps steps={played.steps} />
        </section>
      )}
      {played?.tokens && <Tokens {...played.tokens} />}
    </>
  );
}

function Begin({ mode }: { readonly mode: Mode }) {
  const { panel: t, kept } = signInTexts();
  const instances = labState.value?.instances.filter(({ isAlive }) => isAlive).length ?? 1;
  const { alone, amidOthers } = shareOfSignIns(mode, instances);
  return (
    <section class="stack" aria-label={t.title}>
      <h2>{t.title}</h2>
      <p class="hint">{t.intro}</p>
      <div class="row">
        <Choice
          label={t.mode}
          value={mode.name}
          options={signInModeNames.map((name) => [name, name])}
          onChoose={chooseMode}
        />
        <button
          type="button"
          class="main"
          data-control="sign-in"
          disabled={isBusy.value}
          onClick={() => play(mode.name, false)}
        >
          {t.alone}
        </button>
        <button type="button" disabled={isBusy.value} onClick={() => play(mode.name, true)}>
          {t.amidOthers}
        </button>
      </div>
      {mode.transaction && <p>{kept[mode.transaction]}</p>}
      <p class="hint">{t.predicted(alone, amidOthers)}</p>
    </section>
  );
}

function Result({ played }: { readonly played: SignInView }) {
  const t = signInTexts().result;
  const { isLoggedIn, begunBy, callbackAt, code, detail, otherRequests } = played;
  const at = callbackAt ?? 'nginx';
  const isElsewhere = code === 'unknown-sign-in' && begunBy !== null && begunBy !== callbackAt;
  return (
    <div role="status" class="stack">
      <b class={isLoggedIn ? 'good' : 'bad'}>{isLoggedIn ? t.loggedIn(at) : t.failed(at)}</b>
      {isElsewhere && <p>{t.elsewhere(begunBy, at)}</p>}
      {/* The API's own words, which are English. */}
      {!isLoggedIn && detail !== null && (
        <p class="hint">
          <code>{code}</code> <q lang="en">{detail}</q>
        </p>
      )}
      <p class="hint">{t.others(otherRequests)}</p>
    </div>
  );
}
