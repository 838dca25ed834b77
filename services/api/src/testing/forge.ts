// Forging tokens: any header and any payload, signed with any key. Nothing here looks at what it signs.
import { createHmac, webcrypto } from 'node:crypto';
import type { CryptoKey } from 'jose';

type Json = Record<string, unknown>;

/** A token's header and claims, to be altered. */
export function takeApart(token: string): { header: Json; claims: Json; signature: string } {
  const [header = '', claims = '', signature = ''] = token.split('.');
  return { header: parse(header), claims: parse(claims), signature };
}

const parse = (part: string): Json => JSON.parse(Buffer.from(part, 'base64url').toString());

/** Text and bytes as they are, everything else as JSON; undefined members are left out. */
export function encode(part: unknown): string {
  const bytes = typeof part === 'string' || part instanceof Uint8Array ? part : JSON.stringify(part);
  return Buffer.from(bytes as string).toString('base64url');
}

/** Signs in earnest, with a key of an instance or one like it. */
export function signWith(key: CryptoKey, header: unknown, payload: unknown): Promise<string> {
  return signInput(key, `${encode(header)}.${encode(payload)}`);
}

/** The same for the first two parts as they are spelled. */
export async function signInput(key: CryptoKey, input: string): Promise<string> {
  const algorithm = key.algorithm.name === 'ECDSA' ? { name: 'ECDSA', hash: 'SHA-256' } : key.algorithm.name;
  const signature = await webcrypto.subtle.sign(algorithm, key as webcrypto.CryptoKey, Buffer.from(input));
  return `${input}.${Buffer.from(signature).toString('base64url')}`;
}

/** HS256 with whatever bytes are taken for the secret, even none at all. */
export function signWithBytes(secret: string | Uint8Array, header: Json, payload: unknown): string {
  const input = `${encode({ ...header, alg: 'HS256' })}.${encode(payload)}`;
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

/** The same token with another signature. */
export function withSignature(token: string, signature: string): string {
  return token.replace(/[^.]*$/, signature);
}
