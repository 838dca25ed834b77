// A credential taken apart to be edited, and put together again. Its signature stays as it was, since the page has no key.
import {
  type CookiePart,
  cookieParts,
  decodeJson,
  encodeJson,
  type Json,
  split,
  type TokenPart,
  tokenParts,
} from '@scale-out-lab/core';
import type { Credential } from '@scale-out-lab/core/wire';

export type TokenDraft = { readonly kind: 'jwt' } & Readonly<Record<TokenPart, string>>;
export type CookieDraft = { readonly kind: 'session' } & Readonly<Record<CookiePart, string>>;
export type Draft = TokenDraft | CookieDraft;

/** Null if the text does not have the form that the lab issues. */
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

type Assembled =
  | { readonly credential: string }
  /** Which part cannot be sent: no JSON, or characters that no header carries. */
  | { readonly fault: 'header' | 'payload' | 'characters' };

/** @param original the credential before the edits; unedited parts keep their encoding */
export function assemble(draft: Draft, original: string): Assembled {
  if (draft.kind === 'session') return sendable(`${draft.id}.${draft.instance}.${draft.signature}`);
  const header = encodePart(draft, 'header', original);
  if (header === null) return { fault: 'header' };
  const payload = encodePart(draft, 'payload', original);
  if (payload === null) return { fault: 'payload' };
  return sendable(`${header}.${payload}.${draft.signature}`);
}

function encodePart(draft: TokenDraft, part: 'header' | 'payload', original: string): string | null {
  const value = parseJson(draft[part]);
  if (value === undefined) return null;
  const before = split(original, tokenParts)?.[part] ?? '';
  const isSame = JSON.stringify(decodeJson(before)) === JSON.stringify(value);
  return isSame ? before : encodeJson(value);
}

/** Undefined if the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Characters that both a Cookie and an Authorization header can carry (RFC 6265 §4.1.1). */
function sendable(credential: string): Assembled {
  return /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]+$/.test(credential)
    ? { credential }
    : { fault: 'characters' };
}

/** Names of header fields and claims that differ, and of parts that do. */
export function listChanges(original: Draft, edited: Draft): readonly string[] {
  const before: Readonly<Record<string, string>> = original;
  const after: Readonly<Record<string, string>> = edited;
  return Object.keys(before).flatMap((part) => {
    if (before[part] === after[part]) return [];
    const isJson = part === 'header' || part === 'payload';
    return isJson ? differing(parseJson(before[part] ?? ''), parseJson(after[part] ?? ''), part) : [part];
  });
}

function differing(before: unknown, after: unknown, part: string): readonly string[] {
  if (!isObject(before) || !isObject(after)) return [part];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
