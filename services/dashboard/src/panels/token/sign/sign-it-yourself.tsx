// Sign it yourself: the formula of the signature, computed step by step with a secret that the visitor types.
import type { ComponentChildren } from 'preact';
import { ChoiceButtons } from '../../../ui/choice.js';
import { ClaimTable } from '../claim-table.js';
import { tokenEdits } from '../draft.js';
import { Results } from '../results.js';
import { tamperings } from '../tampering.js';
import { tokenTexts } from '../texts.js';
import { toHex } from './hmac.js';
import {
  type Attempt,
  addPersonalData,
  door,
  edit,
  guess,
  isBusy,
  objectIn,
  send,
  signing,
  startFrom,
  steps,
  strongMode,
  usernameIn,
} from './sign.js';

export function SignItYourself() {
  const t = tokenTexts().sign;
  const now = signing.value;
  return (
    <section class="part stack loose" aria-labelledby="token-sign">
      <h2 id="token-sign">{t.title}</h2>
      <p>
        <code>{t.formula}</code>
      </p>
      <p class="hint">{t.intro}</p>
      <div class="row">
        <span>{t.startFrom}</span>
        <ChoiceButtons
          value={now?.mode}
          options={[door, strongMode.value].map((mode) => [mode, mode])}
          onChoose={(mode) => void startFrom(mode)}
        />
      </div>
      {now && <Signer key={now.issued} now={now} />}
    </section>
  );
}

function Signer({ now }: { readonly now: Attempt }) {
  const t = tokenTexts().sign;
  const { draft, secret, mode } = now;
  const last = tamperings.value.findLast((each) => each.isSigned && each.mode === mode);
  const takenFor = usernameIn(last?.edited ?? []);
  return (
    <>
      <p class="hint">{mode === door ? t.about.weak : t.about.strong(mode)}</p>
      <div class="row">
        <button type="button" onClick={() => edit({ draft: tokenEdits.otherUser(draft) })}>
          {t.otherUser}
        </button>
        <button type="button" onClick={() => edit({ draft: addPersonalData(draft) })}>
          {t.addPersonal}
        </button>
        <button type="button" disabled={isBusy.value} onClick={() => void guess()}>
          {t.guess}
        </button>
      </div>
      {(['header', 'payload'] as const).map((part, at) => (
        <label key={part} class={`token-field stack token-${at + 1}`}>
          <span>{tokenTexts().fields[part]}</span>
          <textarea
            class="code"
            spellcheck={false}
            rows={draft[part].split('\n').length}
            value={draft[part]}
            onInput={(event) => edit({ draft: { ...draft, [part]: event.currentTarget.value } })}
          />
        </label>
      ))}
      <p class="hint">{t.readable}</p>
      <Kinds payload={draft.payload} />
      <label class="token-field stack token-3">
        <span>{t.secret}</span>
        <input
          type="text"
          class="code"
          spellcheck={false}
          autocomplete="off"
          value={secret}
          onInput={(event) => edit({ secret: event.currentTarget.value })}
        />
      </label>
      <p role="status" class="optional">
        {describeGuess(now)}
      </p>
      <Steps />
      <div class="row">
        <button
          type="button"
          class="main"
          disabled={isBusy.value || !steps.value}
          onClick={() => void send()}
        >
          {tokenTexts().tamper.send}
        </button>
      </div>
      <Results mode={mode} isSigned />
      {takenFor !== null && <p class="bad">{t.takenFor(takenFor)}</p>}
    </>
  );
}

function Kinds({ payload }: { readonly payload: string }) {
  const t = tokenTexts().claims;
  const claims = objectIn(payload);
  if (!claims) return null;
  return (
    <details>
      <summary>{t.kindsOf}</summary>
      <p class="hint">{t.about}</p>
      <ClaimTable part="payload" caption={tokenTexts().token.claims} fields={claims} />
    </details>
  );
}

function describeGuess({ guess: result }: Attempt): string {
  const t = tokenTexts().sign;
  if (!result) return '';
  const ms = Math.max(1, Math.round(result.ms));
  return result.secret === null ? t.notFound(result.tries, ms) : t.found(result.secret, result.tries, ms);
}

function Steps() {
  const t = tokenTexts().sign;
  const done = steps.value;
  if (!done) return <p class="hint">{t.nothingYet}</p>;
  return (
    <ol class="numbered stack token-steps" aria-label={t.steps.title}>
      <Step name={t.steps.header}>
        <span class="token-1">{done.header}</span>
      </Step>
      <Step name={t.steps.payload}>
        <span class="token-2">{done.payload}</span>
      </Step>
      <Step name={t.steps.mac}>{toHex(done.mac)}</Step>
      <Step name={t.steps.signature}>
        <span class="token-3">{done.signature}</span>
      </Step>
      <Step name={t.steps.token}>
        <span class="token-1">{done.header}</span>.<span class="token-2">{done.payload}</span>.
        <span class="token-3">{done.signature}</span>
      </Step>
    </ol>
  );
}

function Step({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <li>
      <span class="hint">{name}</span> <code>{children}</code>
    </li>
  );
}
