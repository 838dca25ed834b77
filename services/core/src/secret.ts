// Makes and checks secrets: long enough, apparently random, and different from each other.
import { encodeBase64url } from './jwt.js';

/** The minimum length in bytes: that of an HMAC-SHA-256 (RFC 7518 §3.2). */
export const secretBytes = 32;

/** `secretBytes` random bytes in base64url, which a header may hold. */
export function randomSecret(): string {
  return encodeBase64url(crypto.getRandomValues(new Uint8Array(secretBytes)));
}

/** 32 random hexadecimal digits have fourteen different ones on average, and fewer than eight with probability 10^-7. */
const minDifferent = 8;

/** For messages: a command that makes a good secret. */
export const secretExample = 'for example from: openssl rand -base64 32';

/**
 * The fault of a secret, to be appended to its name; undefined if there is none. It detects hasty typing, not a
 * sentence that a person made up.
 */
export function faultOfSecret(secret: string): string | undefined {
  const bytes = new TextEncoder().encode(secret).length;
  if (bytes < secretBytes) return `has ${bytes} bytes; it needs at least ${secretBytes}`;
  const period = findPeriod(secret);
  if (period < secretBytes) return `repeats itself after ${count(period, 'character')}; it must be random`;
  const codes = Array.from(secret, (character) => character.codePointAt(0) ?? 0);
  const different = new Set(codes).size;
  if (different < minDifferent)
    return `has only ${count(different, 'different character')}; it must be random`;
  const steps = codes.slice(1).map((code, index) => code - (codes[index] ?? 0));
  // As in "abcdefgh…" or "0123456789abc…".
  if (new Set(steps).size < minDifferent) return 'goes along the alphabet; it must be random';
  return undefined;
}

/** The names of two equal secrets; undefined if all differ. A secret that is not set equals no other. */
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

/** The period of a text that repeats itself at least once in full; infinite for all others. */
function findPeriod(text: string): number {
  for (let period = 1; period <= text.length / 2; period += 1) {
    if (text.slice(period) === text.slice(0, -period)) return period;
  }
  return Number.POSITIVE_INFINITY;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
