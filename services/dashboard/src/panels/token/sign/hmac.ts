// HS256 in the browser: HMAC-SHA256 over base64url(header) + "." + base64url(payload) (RFC 7515 §5.1, RFC 7518 §3.2).
import { encodeBase64url, encodeJson } from '@scale-out-lab/core';

/** The signed text and the signature, step by step. */
export interface SigningSteps {
  readonly header: string;
  readonly payload: string;
  readonly input: string;
  readonly mac: Uint8Array;
  readonly signature: string;
  readonly token: string;
}

/** @param secret at least one character */
export async function signSteps(header: object, payload: object, secret: string): Promise<SigningSteps> {
  return signParts(encodeJson(header), encodeJson(payload), new TextEncoder().encode(secret));
}

/** @param header and payload in base64url */
export async function signParts(header: string, payload: string, secret: Uint8Array): Promise<SigningSteps> {
  const input = `${header}.${payload}`;
  const mac = await hmacSha256(secret, new TextEncoder().encode(input));
  const signature = encodeBase64url(mac);
  return { header, payload, input, mac, signature, token: `${input}.${signature}` };
}

/** The browser's own HMAC. A page from another machine over plain HTTP does not have it (null), and loads one. */
export async function hmacSha256(
  secret: Uint8Array,
  bytes: Uint8Array,
  subtle: SubtleCrypto | null = globalThis.crypto?.subtle ?? null,
): Promise<Uint8Array> {
  if (!subtle) {
    const [{ hmac }, { sha256 }] = await Promise.all([
      import('@noble/hashes/hmac.js'),
      import('@noble/hashes/sha2.js'),
    ]);
    return hmac(sha256, secret, bytes);
  }
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await subtle.importKey('raw', secret as BufferSource, algorithm, false, ['sign']);
  return new Uint8Array(await subtle.sign('HMAC', key, bytes as BufferSource));
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
