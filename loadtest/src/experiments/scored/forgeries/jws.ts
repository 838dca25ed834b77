// Tokens in compact form (RFC 7515 §7.1), taken apart and put together. Nothing here looks at what it signs.
import { createHmac, type KeyObject, sign } from 'node:crypto';

export type Json = Readonly<Record<string, unknown>>;

export interface TokenParts {
  readonly header: Json;
  readonly claims: Json;
  readonly signature: string;
}

/** @throws SyntaxError when the text is no such token */
export function takeApart(token: string): TokenParts {
  const [header = '', claims = '', signature = ''] = token.split('.');
  const parse = (part: string): Json => JSON.parse(Buffer.from(part, 'base64url').toString());
  return { header: parse(header), claims: parse(claims), signature };
}

/** Text and bytes as they are, everything else as JSON; undefined members are left out. */
export function encode(part: unknown): string {
  const isRaw = typeof part === 'string' || part instanceof Uint8Array;
  return Buffer.from(isRaw ? part : JSON.stringify(part)).toString('base64url');
}

/** The first two parts: what is signed. */
export function signingInput(header: unknown, payload: unknown): string {
  return `${encode(header)}.${encode(payload)}`;
}

/** Signs with whatever is taken for the secret, even nothing. */
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
