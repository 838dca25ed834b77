// The parts of a draft as fields: JSON in text areas, everything else in one line.
import { cookieParts, tokenParts } from '@scale-out-lab/core';
import { tokenTexts } from '../texts.js';
import type { Draft } from './draft.js';
import { cookieEdits, tokenEdits } from './edits.js';

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

export function EditButtons({ draft, onEdit }: EditButtonsProps) {
  const t = tokenTexts().edits;
  return (
    <fieldset class="token-choices row">
      <legend>{t.edits}</legend>
      {buttonsFor(draft, t).map(([name, label, edit]) => (
        <button key={name} type="button" onClick={() => onEdit(edit())}>
          {label}
        </button>
      ))}
    </fieldset>
  );
}

function buttonsFor(
  draft: Draft,
  t: ReturnType<typeof tokenTexts>['edits'],
): readonly (readonly [name: string, label: string, edit: () => Draft])[] {
  return draft.kind === 'jwt'
    ? keysOf(tokenEdits).map((name) => [name, t.token[name], () => tokenEdits[name](draft)])
    : keysOf(cookieEdits).map((name) => [name, t.cookie[name], () => cookieEdits[name](draft)]);
}

function keysOf<Key extends string>(table: Readonly<Record<Key, unknown>>): readonly Key[] {
  return Object.keys(table) as Key[];
}
