// The parts of a draft as fields: JSON in text areas, everything else in one line.

import { cookieParts, tokenParts } from '../anatomy/split.js';
import { tokenTexts } from '../texts.js';
import type { Draft } from './draft.js';

interface FieldsProps {
  readonly draft: Draft;
  /** The part that is amiss. */
  readonly fault: string | null;
  readonly onEdit: (draft: Draft) => void;
}

export function Fields({ draft, fault, onEdit }: FieldsProps) {
  const t = tokenTexts().fields;
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
