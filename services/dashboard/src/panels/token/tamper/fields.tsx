// The parts of a draft as fields (JSON in text areas, everything else in one line), and the typical edits.
import { cookieParts, tokenParts } from '@scale-out-lab/core';
import { tokenTexts } from '../texts.js';
import { type CookieDraft, type Draft, parseJson, show, type TokenDraft } from './draft.js';

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

type Claims = Record<string, unknown>;

const hourSeconds = 3600;

export const tokenEdits = {
  otherUser: (draft) =>
    change(draft, 'payload', (claims) => {
      const other = claims.sub === 'alice' ? 'bob' : 'alice';
      return { ...claims, sub: other, username: other };
    }),
  longerLife: (draft) =>
    change(draft, 'payload', (claims) => ({ ...claims, exp: Number(claims.exp ?? 0) + hourSeconds })),
  /** An unsecured JWT has no signature (RFC 7519 §6). */
  algNone: (draft) => ({
    ...change(draft, 'header', (fields) => ({ ...fields, alg: 'none' })),
    signature: '',
  }),
  otherIssuer: (draft) =>
    change(draft, 'payload', (claims) => ({ ...claims, issued_by: otherInstance(claims.issued_by) })),
  flipBit: (draft) => ({ ...draft, signature: flipBit(draft.signature) }),
  cutSignature: (draft) => ({ ...draft, signature: '' }),
} as const satisfies Record<string, (draft: TokenDraft) => TokenDraft>;

export const cookieEdits = {
  otherId: (draft) => ({ ...draft, id: flipBit(draft.id) }),
  otherInstance: (draft) => ({ ...draft, instance: otherInstance(draft.instance) }),
  flipBit: (draft) => ({ ...draft, signature: flipBit(draft.signature) }),
  cutSignature: (draft) => ({ ...draft, signature: '' }),
} as const satisfies Record<string, (draft: CookieDraft) => CookieDraft>;

function change(draft: TokenDraft, part: 'header' | 'payload', edit: (value: Claims) => Claims): TokenDraft {
  const value = parseJson(draft[part]);
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? { ...draft, [part]: show(edit(value as Claims)) } : draft;
}

function otherInstance(instance: unknown): string {
  return instance === 'api-1' ? 'api-2' : 'api-1';
}

const alphanumerics = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/**
 * Flips a bit of what is written in base64 or base64url: each character is six of them, and letters and digits come in
 * pairs that differ in the last. Cookies spell the rest with a per cent sign, so that is passed over.
 */
export function flipBit(text: string): string {
  return text.replace(/^((?:%..|[^A-Za-z0-9%])*)([A-Za-z0-9])/, (_all, before: string, character: string) => {
    const flipped = alphanumerics[alphanumerics.indexOf(character) ^ 1];
    return `${before}${flipped}`;
  });
}
