// The classic edits, each a function from draft to draft. A part that is not JSON stays unchanged.
import { type CookieDraft, parseJson, show, type TokenDraft } from './draft.js';

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
