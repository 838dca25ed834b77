// The parts of a draft as fields: JSON in text areas, everything else in one line.
import { defineTexts } from '../../../i18n/texts.js';
import { cookieParts, tokenParts } from '../anatomy/split.js';
import type { Draft } from './draft.js';

const texts = defineTexts(
  {
    header: 'Header (JSON)',
    payload: 'Payload (JSON)',
    signature: 'Signature',
    id: 'Session ID',
    instance: 'Instance',
  },
  {
    header: '헤더(JSON)',
    payload: '페이로드(JSON)',
    signature: '서명',
    id: '세션 ID',
    instance: '인스턴스',
  },
);

interface FieldsProps {
  readonly draft: Draft;
  /** The part that is amiss. */
  readonly fault: string | null;
  readonly onEdit: (draft: Draft) => void;
}

export function Fields({ draft, fault, onEdit }: FieldsProps) {
  const t = texts();
  const values = draft as Readonly<Record<string, string>>;
  const parts = draft.kind === 'jwt' ? tokenParts : cookieParts;
  return (
    <div class="token-fields">
      {parts.map((part, at) => {
        const value = values[part] ?? '';
        const field = {
          id: `token-field-${part}`,
          value,
          spellcheck: false,
          autocomplete: 'off',
          'aria-invalid': part === fault,
          'aria-describedby': 'token-state',
          onInput: (event: { readonly currentTarget: { readonly value: string } }) =>
            onEdit({ ...draft, [part]: event.currentTarget.value }),
        };
        return (
          <div key={part} class={`token-field token-${at + 1}`}>
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
