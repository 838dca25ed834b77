// Edit a credential and send it to every instance, to see which accept it and why the others refuse.
import { useState } from 'preact/hooks';
import { attempt } from '../../../ui/notice.js';
import type { Holder } from '../current.js';
import { tokenTexts } from '../texts.js';
import { assemble, type Draft, draftOf, listChanges } from './draft.js';
import { EditButtons, Fields } from './fields.js';
import { Results } from './result-table.js';
import { sendToEach } from './tampering.js';

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
    await attempt(() => sendToEach({ mode, original: credential.text, edited, changes }));
    setSending(false);
  }

  return (
    <section class="token-section part stack" aria-labelledby="token-tamper">
      <h2 id="token-tamper">{t.title}</h2>
      <p>{t.intro[draft.kind]}</p>
      <EditButtons draft={draft} onEdit={setDraft} />
      <Fields draft={draft} fault={fault} onEdit={setDraft} />
      <p id="token-state" role="status" class={fault ? 'bad' : 'hint'}>
        {fault ? t.faults[fault] : changes.length > 0 ? t.changed(changes.join(', ')) : t.unchanged}
      </p>
      <div class="row">
        <button type="button" class="main" disabled={fault !== null} aria-busy={isSending} onClick={send}>
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
