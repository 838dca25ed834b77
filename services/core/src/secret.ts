// What a secret must be, wherever one is read: long enough, random as far as that can be seen, and nobody else's.
import { encodeBase64url } from './jwt.js';

/** How long a secret is at least, in bytes: as long as what HMAC-SHA-256 makes of it (RFC 7518 §3.2). */
export const secretBytes = 32;

/** `secretBytes` random bytes in base64url, which a header may hold. */
export function randomSecret(): string {
  return encodeBase64url(crypto.getRandomValues(new Uint8Array(secretBytes)));
}

/** 32 random characters in hexadecimal have fourteen different ones on average, and fewer than eight once in 10^7 times. */
const fewestDifferent = 8;

/** Where good ones come from. */
export const secretExample = 'for example from: openssl rand -base64 32';

/**
 * What is wrong with a secret and what it must be, to be said after its name; undefined for one that may be good. It can
 * tell what a person typed in a hurry, not what a person thought of.
 */
export function faultOfSecret(secret: string): string | undefined {
  const bytes = new TextEncoder().encode(secret).length;
  if (bytes < secretBytes) return `has ${bytes} bytes; it needs at least ${secretBytes}`;
  const period = findPeriod(secret);
  if (period < secretBytes) return `repeats itself after ${count(period, 'character')}; it must be random`;
  const codes = Array.from(secret, (character) => character.codePointAt(0) ?? 0);
  const different = new Set(codes).size;
  if (different < fewestDifferent)
    return `has only ${count(different, 'different character')}; it must be random`;
  const steps = codes.slice(1).map((code, index) => code - (codes[index] ?? 0));
  // As in "abcdefgh…" or "0123456789abc…".
  if (new Set(steps).size < fewestDifferent) return 'goes along the alphabet; it must be random';
  return undefined;
}

/** The names of two that are the same; undefined where all differ. What is not set is like nothing. */
export function findEqualSecrets(
  secrets: Readonly<Record<string, string | undefined>>,
): readonly [string, string] | undefined {
  const set = Object.entries(secrets).filter(([, secret]) => secret);
  for (const [index, [name, secret]] of set.entries()) {
    const other = set.slice(index + 1).find(([, each]) => each === secret);
    if (other) return [name, other[0]];
  }
  return undefined;
}

/** After how many characters a text begins again, if it does so at least once in full; infinite for all others. */
function findPeriod(text: string): number {
  for (let period = 1; period <= text.length / 2; period += 1) {
    if (text.slice(period) === text.slice(0, -period)) return period;
  }
  return Number.POSITIVE_INFINITY;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
