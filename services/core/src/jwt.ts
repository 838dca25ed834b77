// Reads and writes the parts of a credential: base64url (RFC 7515 §2), JSON, and the dots between them. Checks no signature.

export type Json = Readonly<Record<string, unknown>>;

/** Null unless the text is base64url without padding, in its canonical spelling. */
export function decodeBase64url(text: string): Uint8Array | null {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return null;
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  return encodeBase64url(bytes) === text ? bytes : null;
}

export function encodeBase64url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** The JSON object in a part of a token; null if there is none. */
export function decodeJson(part: string): Json | null {
  const bytes = decodeBase64url(part);
  if (!bytes) return null;
  try {
    const value: unknown = JSON.parse(utf8.decode(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;
  } catch {
    return null;
  }
}

export function encodeJson(value: unknown): string {
  return encodeBase64url(new TextEncoder().encode(JSON.stringify(value)));
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The claims of an access token; none if the text is no token. No key is needed to read them. */
export function decodeClaims(token: string): Json {
  const [, payload = ''] = token.split('.');
  return decodeJson(payload) ?? {};
}

/** When the copy of a session expires, in milliseconds since the epoch; NaN if the text is no copy. */
export function sessionCopyExpiry(copy: string): number {
  return Number(decodeJson(copy.split('.')[0] ?? '')?.expiresAt ?? Number.NaN);
}

/** RFC 7515 §7.1: header, payload and signature, each in base64url. */
export const tokenParts = ['header', 'payload', 'signature'] as const;
/** A session cookie of the lab: the tag of its user, an ID, the instance that made it, and the signature of all three. */
export const cookieParts = ['tag', 'id', 'instance', 'signature'] as const;

export type TokenPart = (typeof tokenParts)[number];
export type CookiePart = (typeof cookieParts)[number];

/** Null unless the text has exactly these parts. */
export function split<Part extends string>(
  text: string,
  names: readonly Part[],
): Readonly<Record<Part, string>> | null {
  const pieces = text.split('.');
  if (pieces.length !== names.length) return null;
  return Object.fromEntries(names.map((name, at) => [name, pieces[at]])) as Record<Part, string>;
}
