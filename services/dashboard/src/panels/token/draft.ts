// A credential taken apart, edited and put together again. Its signature stays as it was, since the page has no key.
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
import type { tokenTexts as english } from '../../texts/en/token.js';

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
  if (draft.kind === 'session') return sendable(cookieParts.map((part) => draft[part]).join('.'));
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

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

type Edit = keyof typeof english.edits;
type CookieEdit = Extract<Edit, 'otherId' | 'otherInstance' | 'flipBit' | 'cutSignature'>;
type TokenEdit = Exclude<Edit, 'otherId' | 'otherInstance'>;
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
} as const satisfies Record<TokenEdit, (draft: TokenDraft) => TokenDraft>;

export const cookieEdits = {
  otherId: (draft) => ({ ...draft, id: flipBit(draft.id) }),
  otherInstance: (draft) => ({ ...draft, instance: otherInstance(draft.instance) }),
  flipBit: (draft) => ({ ...draft, signature: flipBit(draft.signature) }),
  cutSignature: (draft) => ({ ...draft, signature: '' }),
} as const satisfies Record<CookieEdit, (draft: CookieDraft) => CookieDraft>;

function change(draft: TokenDraft, part: 'header' | 'payload', edit: (value: Claims) => Claims): TokenDraft {
  const value = parseJson(draft[part]);
  return isObject(value) ? { ...draft, [part]: show(edit(value)) } : draft;
}

function otherInstance(instance: unknown): string {
  return instance === 'api-1' ? 'api-2' : 'api-1';
}

const alphanumerics = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/**
 * Flips a bit of a text in base64 or base64url: each character is six of them, and letters and digits come in
 * pairs that differ in the last. Cookies spell the rest with a per cent sign, so that is passed over.
 */
export function flipBit(text: string): string {
  return text.replace(/^((?:%..|[^A-Za-z0-9%])*)([A-Za-z0-9])/, (_all, before: string, character: string) => {
    const flipped = alphanumerics[alphanumerics.indexOf(character) ^ 1];
    return `${before}${flipped}`;
  });
}
