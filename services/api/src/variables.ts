// One variable of the environment: its value, or a message that names it, what it is unless secret, and what is accepted.
import { StartError } from './start-error.js';

export type Environment = Readonly<Record<string, string | undefined>>;
export type ReadFile = (path: string) => string;

/** How long a secret is at least, in bytes: as long as what HMAC-SHA-256 makes of it (RFC 7518 §3.2). */
export const secretBytes = 32;

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
  const length = Buffer.byteLength(value);
  if (length >= secretBytes) return value;
  const fault = length === 0 ? 'is not set' : `has ${length} bytes`;
  const remedy = `it needs at least ${secretBytes}, for example from: openssl rand -base64 32`;
  throw new StartError(2, `${name} ${fault}; ${remedy}`);
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
