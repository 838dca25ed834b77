// Puts an edited credential together again. A signature is kept as it is: nobody here has the key to make another.
import { decodeJson, encodeJson } from '../anatomy/decode.js';
import { split, tokenParts } from '../anatomy/split.js';
import type { Draft, TokenDraft } from './draft.js';

export type Assembled =
  | { readonly credential: string }
  /** Which part cannot be sent: no JSON, or characters that no header carries. */
  | { readonly fault: 'header' | 'payload' | 'characters' };

/** @param original the credential before it was edited; what was left alone in it keeps its spelling */
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

/** Undefined for what is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What may stand in a Cookie as well as in an Authorization header (RFC 6265 §4.1.1). */
function sendable(credential: string): Assembled {
  return /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]+$/.test(credential)
    ? { credential }
    : { fault: 'characters' };
}
