// Reads the environment. A wrong value ends the process with a sentence: its name, its value and the accepted values.
import { faultOfSecret, findEqualSecrets, secretBytes, secretExample } from './secret.js';
import { wholeNumber } from './whole-number.js';

export type Environment = Readonly<Record<string, string | undefined>>;
export type ReadFile = (path: string) => string;

type Check = RegExp | ((text: string) => boolean);

/** Reads one variable at a time. A variable that is empty counts as not set. */
export function environmentReader(env: Environment) {
  function text(name: string, fallback: string, check: Check, accepted: string): string {
    const value = env[name] || fallback;
    if (typeof check === 'function' ? check(value) : check.test(value)) return value;
    throw wrongValue(name, value, accepted);
  }

  return {
    text,
    /** @throws ExitError (2), as every reader but `foreignSecret` */
    integer(name: string, fallback: number, low: number, high: number): number {
      const { parse, accepts } = wholeNumber(low, high);
      return Number(text(name, String(fallback), (value) => parse(value) !== undefined, accepts));
    },
    oneOf<Value extends string>(name: string, fallback: Value, values: readonly Value[]): Value {
      const accepted = values.length === 2 ? values.join(' or ') : `one of ${values.join(', ')}`;
      return text(
        name,
        fallback,
        (value) => (values as readonly string[]).includes(value),
        accepted,
      ) as Value;
    },
    /** An origin (RFC 6454 §6.2) at which another part of the lab is reached. After `//`, LAB_TLS decides the scheme. */
    origin(name: string, fallback: string): string {
      const isOrigin = (value: string) =>
        /^(https?:)?\/\/[^/]+$/.test(value) && URL.canParse(withScheme(value, env));
      return withScheme(text(name, fallback, isOrigin, 'http://host:port'), env);
    },
    /** Plain HTTP origins, with commas between them. */
    origins(name: string, fallback = ''): string {
      const areOrigins = (value: string) => value.split(',').every((each) => isHttpOrigin(each.trim()));
      return text(name, fallback, areOrigins, 'addresses such as http://api:3001, with commas between them');
    },
    /** Host names or addresses without a port, with commas between them. */
    hostNames(name: string): readonly string[] {
      const names = (value: string) => value.split(',').map((each) => each.trim());
      const accepted = 'names or addresses without a port, such as lab.example,192.168.0.7,[2001:db8::7]';
      const value = text(name, '', (each) => each.trim() === '' || names(each).every(isHostName), accepted);
      return value.trim() === '' ? [] : names(value);
    },
    /** A secret from NAME, or from the file that NAME_FILE names. No message shows it. */
    secret(name: string, readFile: ReadFile): string {
      const secret = env[name] || readSecretFile(`${name}_FILE`, env[`${name}_FILE`], readFile);
      const fault = secret ? faultOfSecret(secret) : `is not set; it needs at least ${secretBytes}`;
      if (fault === undefined) return secret;
      throw usageError(`${name} ${fault}, ${secretExample}.`);
    },
    /**
     * A token or password that another program made, from NAME, or from the file that NAME_FILE names. Undefined where neither is
     * set. No message shows it. @throws ExitError (3) when the file is missing or empty
     */
    foreignSecret(name: string, readFile: ReadFile): string | undefined {
      const path = env[`${name}_FILE`];
      return env[name] || (path ? readForeignFile(`${name}_FILE`, path, readFile) : undefined);
    },
  };
}

/** Whether browsers reach the lab over TLS. */
export function usesTls(env: Environment): boolean {
  return environmentReader(env).oneOf('LAB_TLS', 'off', ['off', 'on']) === 'on';
}

/** The address of nginx. One without a scheme, such as `//nginx:8080`, gets that of LAB_TLS. */
export function withScheme(url: string, env: Environment): string {
  return url.startsWith('//') ? `${usesTls(env) ? 'https' : 'http'}:${url}` : url;
}

/** Hides passwords: a URL may hold one. */
export function wrongValue(name: string, value: string, accepted: string, options?: ErrorOptions): ExitError {
  const shown = value.replace(/\/\/.*@/, '//…@');
  return usageError(`${name} is "${shown}"; expected ${accepted}.`, options);
}

/** @throws ExitError (2) that names two equal secrets: a program with one of them would also have the other */
export function assertDifferentSecrets(secrets: Environment): void {
  const equal = findEqualSecrets(secrets);
  if (equal === undefined) return;
  throw usageError(`${equal.join(' and ')} are the same; each needs one of its own, ${secretExample}.`);
}

function isHttpOrigin(text: string): boolean {
  return URL.canParse(text) && /^http:\/\/[^/@?#]+\/?$/.test(text);
}

function isHostName(name: string): boolean {
  return /^([\w-]+(\.[\w-]+)*|\[[\da-f:.]+\])$/i.test(name);
}

function readSecretFile(variable: string, path: string | undefined, readFile: ReadFile): string {
  if (!path) return '';
  try {
    return readFile(path).trim();
  } catch (cause) {
    throw wrongValue(variable, path, 'a file that can be read', { cause });
  }
}

function readForeignFile(variable: string, path: string, readFile: ReadFile): string {
  const missing = (why: string, cause?: unknown) =>
    missingError(`${variable} is "${path}", which ${why}`, { cause });
  let secret: string;
  try {
    secret = readFile(path).trim();
  } catch (cause) {
    const { code } = cause as { readonly code?: string };
    throw missing(`cannot be read (${code}). Is the lab running?`, cause);
  }
  if (secret === '') throw missing('is empty.');
  return secret;
}

/** The exit codes of every command. */
export const exitCodes = {
  ok: 0,
  unexpected: 1,
  /** The command line or the environment is wrong. */
  usage: 2,
  /** Something that the process needs is missing. */
  missing: 3,
  /** A prediction or a threshold failed. */
  disagreement: 99,
  interrupted: 130,
} as const;

/** Printed without a stack. The message is one sentence, with the fix. */
export class ExitError extends Error {
  constructor(
    readonly exitCode: number,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'ExitError';
  }
}

/** Prints why a process fails: the sentence of an ExitError, or the stack of any other error. @returns the exit code */
export function reportFailure(error: unknown): number {
  const isSentence = error instanceof ExitError;
  console.error(isSentence ? error.message : error);
  return isSentence ? error.exitCode : exitCodes.unexpected;
}

export const usageError = (sentence: string, options?: ErrorOptions) =>
  new ExitError(exitCodes.usage, sentence, options);

export const missingError = (sentence: string, options?: ErrorOptions) =>
  new ExitError(exitCodes.missing, sentence, options);
