// Edits a credential and sends it to every instance, to show which accept it and why the others refuse.

import { cookieParts, tokenParts } from '@scale-out-lab/core';
import { useState } from 'preact/hooks';
import { attempt } from '../../ui/notice.js';
import type { Holder } from './current.js';
import { assemble, cookieEdits, type Draft, draftOf, listChanges, tokenEdits } from './draft.js';
import { Results } from './results.js';
import { sendToEach } from './tampering.js';
import { tokenTexts } from './texts.js';

export function Tamper({ holder }: { readonly holder: Holder }) {
  const original = draftOf(holder.credential);
  return original && <Editor holder={holder} original={original} />;
}

function Editor({ holder, original }: { readonly holder: Holder; readonly original: Draft }) {
  const t = tokenTexts().tamper;
  const [draft, setDraft] = useState(original);
  const [isSending, setSending] = useState(false);
  const { mode, credential } = holder;
  const assembled = assemble(draft, credential.text);
  const fault = 'fault' in assembled ? assembled.fault : null;
  const changes = listChanges(original, draft);

  async function send(): Promise<void> {
    if (isSending || !('credential' in assembled)) return;
    const edited = assembled.credential;
    setSending(true);
    await attempt(() => sendToEach({ mode, changes }, credential.text, edited));
    setSending(false);
  }

  return (
    <section class="part stack loose" aria-labelledby="token-tamper">
      <h2 id="token-tamper">{t.title}</h2>
      <p>{t.intro[draft.kind]}</p>
      <EditButtons draft={draft} onEdit={setDraft} />
      <Fields draft={draft} fault={fault} onEdit={setDraft} />
      <p id="token-state" role="status" class={fault ? 'bad' : 'hint'}>
        {fault ? t.faults[fault] : changes.length > 0 ? t.changed(changes.join(', ')) : t.unchanged}
      </p>
      <div class="row">
        <button
          type="button"
          class="main"
          data-control="tamper"
          disabled={fault !== null}
          aria-busy={isSending}
          onClick={send}
        >
          {isSending ? t.sending : t.send}
        </button>
        <button type="button" disabled={changes.length === 0} onClick={() => setDraft(original)}>
          {t.undo}
        </button>
      </div>
      <Results mode={mode} />
    </section>
  );
}

interface FieldsProps {
  readonly draft: Draft;
  /** The part that cannot be sent. */
  readonly fault: string | null;
  readonly onEdit: (draft: Draft) => void;
}

function Fields({ draft, fault, onEdit }: FieldsProps) {
  const t = tokenTexts().fields;
  const values = draft as Readonly<Record<string, string>>;
  const parts = draft.kind === 'jwt' ? tokenParts : cookieParts;
  return (
    <div class="stack">
      {parts.map((part, at) => {
        const value = values[part] ?? '';
        const field = {
          id: `token-field-${part}`,
          value,
          class: 'code',
          spellcheck: false,
          autocomplete: 'off',
          'aria-invalid': part === fault,
          'aria-describedby': 'token-state',
          onInput: (event: { readonly currentTarget: { readonly value: string } }) =>
            onEdit({ ...draft, [part]: event.currentTarget.value }),
        };
        return (
          <div key={part} class={`token-field stack token-${at + 1}`}>
            <label for={field.id}>{t[part]}</label>
            {part === 'header' || part === 'payload' ? (
              <textarea {...field} rows={value.split('\n').length} />
            ) : (
              <input {...field} type="text" />
            )}
          </div>
        );
      })}
    </div>
  );
}

interface EditButtonsProps {
  readonly draft: Draft;
  readonly onEdit: (draft: Draft) => void;
}

function EditButtons({ draft, onEdit }: EditButtonsProps) {
  const t = tokenTexts();
  const labels: Readonly<Record<string, string>> = t.edits;
  const edits = (draft.kind === 'jwt' ? tokenEdits : cookieEdits) as Readonly<
    Record<string, (draft: Draft) => Draft>
  >;
  return (
    <fieldset class="token-choices row">
      <legend>{t.tamper.edits}</legend>
      {Object.entries(edits).map(([name, edit]) => (
        <button key={name} type="button" onClick={() => onEdit(edit(draft))}>
          {labels[name]}
        </button>
      ))}
    </fieldset>
  );
}
