// A button for each of the classic edits.
import { tokenTexts } from '../texts.js';
import type { Draft } from './draft.js';
import { cookieEdits, tokenEdits } from './edits.js';

interface EditButtonsProps {
  readonly draft: Draft;
  readonly onEdit: (draft: Draft) => void;
}

export function EditButtons({ draft, onEdit }: EditButtonsProps) {
  const t = tokenTexts().edits;
  return (
    <fieldset class="token-edits">
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
