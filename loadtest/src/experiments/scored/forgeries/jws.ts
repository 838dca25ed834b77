// Tokens in compact form (RFC 7515 §7.1), taken apart and put together, without a look at the content.
import { createHmac, type KeyObject, sign } from 'node:crypto';

export type Json = Readonly<Record<string, unknown>>;

export interface TokenParts {
  readonly header: Json;
  readonly claims: Json;
  readonly signature: string;
}

/** @throws SyntaxError when the text is no token in compact form */
export function takeApart(token: string): TokenParts {
  const [header = '', claims = '', signature = ''] = token.split('.');
  const parse = (part: string): Json => JSON.parse(Buffer.from(part, 'base64url').toString());
  return { header: parse(header), claims: parse(claims), signature };
}

/** Encodes text and bytes as they are, everything else as JSON without undefined members. */
export function encode(part: unknown): string {
  const isRaw = typeof part === 'string' || part instanceof Uint8Array;
  return Buffer.from(isRaw ? part : JSON.stringify(part)).toString('base64url');
}

/** The first two parts: the signed text. */
export function signingInput(header: unknown, payload: unknown): string {
  return `${encode(header)}.${encode(payload)}`;
}

/** Signs with any secret, even an empty one. */
export function signHs256(secret: string | Uint8Array, input: string): string {
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

export function signEs256(key: KeyObject, input: string): string {
  const signature = sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' });
  return `${input}.${signature.toString('base64url')}`;
}

export function withSignature(token: string, signature: string): string {
  return token.replace(/[^.]*$/, signature);
}

const alphabets = {
  base64: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
  base64url: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
} as const;

/**
 * All other texts of the same length that a lenient decoder reads as the same bytes. The last character of base64 may
 * have bits that decoders ignore; without such bits there are none.
 */
export function nonCanonicalEncodings(
  text: string,
  alphabet: keyof typeof alphabets = 'base64url',
): string[] {
  const bytes = Buffer.from(text, alphabet);
  const spellings = Array.from(alphabets[alphabet], (last) => text.slice(0, -1) + last);
  return spellings.filter((each) => each !== text && Buffer.from(each, alphabet).equals(bytes));
}
