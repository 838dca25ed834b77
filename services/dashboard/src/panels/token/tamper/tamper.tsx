// Edit what was issued, and send it to each instance: who accepts it, and why the others do not.
import { useState } from 'preact/hooks';
import { defineTexts } from '../../../i18n/texts.js';
import { attempt } from '../../../ui/notice.js';
import type { Holder } from '../current.js';
import { assemble } from './assemble.js';
import { listChanges } from './changes.js';
import { type Draft, draftOf } from './draft.js';
import { EditButtons } from './edit-buttons.js';
import { Fields } from './fields.js';
import { Results } from './result-table.js';
import { sendToEach } from './send.js';

const texts = defineTexts(
  {
    title: 'Tamper with it',
    intro: {
      jwt: 'Change what the token says. The signature stays what it was.',
      session: 'Change the cookie’s value.',
    },
    send: 'Send it to each instance',
    sending: 'Sending …',
    undo: 'As it was issued',
    changed: (names: string) => `Edited: ${names}.`,
    unchanged: 'Nothing is edited.',
    faults: {
      header: 'The header is not JSON, so nothing can be sent.',
      payload: 'The payload is not JSON, so nothing can be sent.',
      characters: 'There is a character in it that no request header can carry, so nothing can be sent.',
    },
  },
  {
    title: '변조해 보기',
    intro: { jwt: '토큰의 내용을 바꿔 보세요. 서명은 그대로 남습니다.', session: '쿠키 값을 바꿔 보세요.' },
    send: '모든 인스턴스에 보내기',
    sending: '보내는 중…',
    undo: '발급된 그대로',
    changed: (names) => `바꾼 것: ${names}`,
    unchanged: '바꾼 것이 없습니다.',
    faults: {
      header: '헤더가 올바른 JSON이 아니어서 보낼 수 없습니다.',
      payload: '페이로드가 올바른 JSON이 아니어서 보낼 수 없습니다.',
      characters: '요청 헤더에 담을 수 없는 문자가 있어 보낼 수 없습니다.',
    },
  },
);

export function Tamper({ holder }: { readonly holder: Holder }) {
  const original = draftOf(holder.credential);
  return original && <Editor holder={holder} original={original} />;
}

function Editor({ holder, original }: { readonly holder: Holder; readonly original: Draft }) {
  const t = texts();
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
    <section class="token-tamper" aria-labelledby="token-tamper">
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
