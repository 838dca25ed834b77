// One variable of the environment: its value, or a message that names it, what it is unless secret, and what is accepted.
import { faultOfSecret, findEqualSecrets, secretBytes, secretExample } from '@scale-out-lab/core';
import { StartError } from './start-error.js';

export type Environment = Readonly<Record<string, string | undefined>>;
export type ReadFile = (path: string) => string;

/** @throws StartError that says which values are accepted */
export function matching(name: string, value: string, pattern: RegExp, accepted: string): string {
  if (pattern.test(value)) return value;
  // A URL may hold a password.
  const shown = value.replace(/\/\/.*@/, '//…@');
  throw new StartError(2, `${name} is "${shown}"; expected ${accepted}`);
}

export function integer(name: string, value: string, low: number, high: number): number {
  const number = Number(value);
  if (/^-?\d+$/.test(value) && number >= low && number <= high) return number;
  throw new StartError(2, `${name} is "${value}"; expected a whole number from ${low} to ${high}`);
}

/** A secret from NAME, or from the file that NAME_FILE points to. The message never shows it. */
export function secretFrom(name: string, env: Environment, readFile: ReadFile): string {
  const value = env[name] || readSecretFile(`${name}_FILE`, env, readFile);
  const fault = value ? faultOfSecret(value) : `is not set; it needs at least ${secretBytes}`;
  if (fault === undefined) return value;
  throw new StartError(2, `${name} ${fault}, ${secretExample}`);
}

/** @throws StartError that names two that are the same: whoever had to know one would know the other */
export function assertDifferent(secrets: Readonly<Record<string, string | undefined>>): void {
  const equal = findEqualSecrets(secrets);
  if (equal)
    throw new StartError(
      2,
      `${equal.join(' and ')} are the same; each needs one of its own, ${secretExample}`,
    );
}

function readSecretFile(name: string, env: Environment, readFile: ReadFile): string {
  const path = env[name];
  if (!path) return '';
  try {
    return readFile(path).trim();
  } catch (cause) {
    throw new StartError(2, `${name} is "${path}"; expected a file that can be read`, { cause });
  }
}

/** A secret that can be sent as a Bearer token (RFC 6750 §2.1). The message never shows it. */
export function sendable(name: string, secret: string): string {
  if (/^[\w.~+/-]+=*$/.test(secret)) return secret;
  const remedy =
    'it may have letters, digits, - . _ ~ + / and = at its end, as from: openssl rand -base64 32';
  throw new StartError(2, `${name} cannot be sent as a Bearer token; ${remedy}`);
}
