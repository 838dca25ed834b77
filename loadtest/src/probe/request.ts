// A request as it is written on the command line: `POST /login user=alice&password=$PASSWORD`.
import { type Environment, usageError } from '@scale-out-lab/core';
import { basePathOf, type Headers, type HttpRequest } from '../http/connection.js';

export interface WrittenRequest {
  readonly method: HttpRequest['method'];
  /** With its query, relative to the URL of the application. */
  readonly path: string;
  /** A form, or JSON if it begins with a brace. Variables are still in it. */
  readonly body: string | undefined;
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export const requestSyntax =
  'a request such as "POST /login user=alice&password=$PASSWORD" or "GET /account"';

/** Undefined if the text is no request. */
export function parseRequest(text: string): WrittenRequest | undefined {
  const [, word = '', path = '', body] = /^([A-Za-z]+)\s+(\/\S*)(?:\s+(\S[\s\S]*))?$/.exec(text.trim()) ?? [];
  const method = methods.find((each) => each === word.toUpperCase());
  const isWrong = method === undefined || path.startsWith('//') || (method === 'GET' && body !== undefined);
  return isWrong ? undefined : { method, path, body };
}

export function resolve(url: URL, path: string): URL {
  return new URL(basePathOf(url) + path, url.origin);
}

export const isJson = (body: string | undefined): boolean => body?.trimStart().startsWith('{') ?? false;

/** The body as it is sent, with its type. @param extra fields to add, such as a CSRF token */
export function toBody(
  body: string | undefined,
  extra: Readonly<Record<string, string>> = {},
): { readonly headers: Headers; readonly body: string | undefined } {
  if (isJson(body)) {
    const value: unknown = JSON.parse(body ?? '');
    const merged = JSON.stringify({ ...(value as object), ...extra });
    return { headers: { 'content-type': 'application/json' }, body: merged };
  }
  const fields = new URLSearchParams(body);
  for (const [name, value] of Object.entries(extra)) fields.set(name, value);
  const form = fields.toString();
  if (form === '') return { headers: {}, body: undefined };
  return { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: form };
}

// Secrets: a value that is a variable's name comes from the environment, so that it is in no list of processes.

/** `$NAME` as a whole value of a form or of JSON, or behind a header's name; `…` means $PROBE_PASSWORD. */
const variable = /(?<=^|[=:"\s])(?:\$([A-Za-z_]\w*)|…)(?=$|[&"\s,;}])/g;
const standIn = 'PROBE_PASSWORD';

/** The variables that a text names. */
export function variablesOf(text: string | undefined): readonly string[] {
  return [...(text ?? '').matchAll(variable)].map(([, name]) => name ?? standIn);
}

/**
 * @param isForm whether a value is spelled as a form needs it; a header has it as it is
 * @throws ExitError (2) that names a variable that is not set
 */
export function fillIn(text: string, env: Environment, isForm = !isJson(text) && text.includes('=')): string {
  return text.replaceAll(variable, (_all, name: string = standIn) => {
    const value = env[name];
    if (!value)
      throw usageError(
        `$${name} is not set. Set it in the environment, so that no list of processes shows it.`,
      );
    if (isJson(text)) return JSON.stringify(value).slice(1, -1);
    return isForm ? encodeURIComponent(value) : value;
  });
}

/** The name of a field with a secret from the command line; undefined if there is none. */
export function findTypedSecret(text: string | undefined): string | undefined {
  const field =
    /["\s&?]?([\w.-]*(?:pass|secret|token|pin|pwd)[\w.-]*)"?\s*[=:]\s*"?(?!\$[A-Z_]|…|\{)[^\s"&]/i;
  return field.exec(text ?? '')?.[1];
}
