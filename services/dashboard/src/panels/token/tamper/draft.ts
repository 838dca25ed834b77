// A credential taken apart to be edited: JSON as people read it, and all other parts as they are spelled.
import type { Credential } from '@scale-out-lab/core/wire';
import { decodeJson } from '../anatomy/decode.js';
import { type CookiePart, cookieParts, split, type TokenPart, tokenParts } from '../anatomy/split.js';

export type TokenDraft = { readonly kind: 'jwt' } & Readonly<Record<TokenPart, string>>;
export type CookieDraft = { readonly kind: 'session' } & Readonly<Record<CookiePart, string>>;
export type Draft = TokenDraft | CookieDraft;

/** Null for what is not of the form that the lab issues. */
export function draftOf({ kind, text }: Pick<Credential, 'kind' | 'text'>): Draft | null {
  if (kind === 'session') {
    const parts = split(text, cookieParts);
    return parts && { kind, ...parts };
  }
  const parts = split(text, tokenParts);
  const header = parts && decodeJson(parts.header);
  const payload = parts && decodeJson(parts.payload);
  return (
    header && payload && { kind, header: show(header), payload: show(payload), signature: parts.signature }
  );
}

export function show(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
