// A log-in as a browser copies it: "Copy as cURL". The command is read, not run.
import { usageError } from '@scale-out-lab/core';
import type { Headers } from '../http/connection.js';
import { parseRequest, type WrittenRequest } from './request.js';

/** A log-in from another program. */
export interface CopiedRequest {
  readonly url: URL;
  readonly request: WrittenRequest;
  readonly headers: Headers;
}

/** The options that the probe sets itself; a cookie would be an older log-in. */
const leftOut = /^(:.*|cookie|host|content-length|connection|accept-encoding|user-agent|if-.*|sec-.*)$/;

export const isLeftOut = (header: string): boolean => leftOut.test(header);

type Read = { method: string; url: string; body: string[]; headers: Record<string, string> };
const header = (read: Read, text: string) => {
  const at = text.indexOf(':');
  const name = text.slice(0, at).trim().toLowerCase();
  if (at > 0 && !isLeftOut(name)) read.headers[name] = text.slice(at + 1).trim();
};
const data = (read: Read, text: string) => read.body.push(text);
const ignored = () => {};

/** The options with a value, and the setting of each. */
const withValue: Readonly<Record<string, (read: Read, value: string) => void>> = {
  '-X': (read, value) => Object.assign(read, { method: value }),
  '-H': header,
  '-d': data,
  '--data-raw': data,
  '--data-binary': data,
  '--data-ascii': data,
  '--json': (read, value) => {
    header(read, 'content-type: application/json');
    data(read, value);
  },
  '-u': (read, value) => header(read, `authorization: Basic ${Buffer.from(value).toString('base64')}`),
  '--url': (read, value) => Object.assign(read, { url: value }),
  '-b': ignored,
  '-A': ignored,
  '-o': ignored,
  '-m': ignored,
};
const longNames: Readonly<Record<string, string>> = {
  '--request': '-X',
  '--header': '-H',
  '--data': '-d',
  '--user': '-u',
  '--cookie': '-b',
  '--user-agent': '-A',
  '--output': '-o',
  '--max-time': '-m',
};
const flags =
  /^(-[ksSLivf]+|--(compressed|insecure|silent|show-error|location|include|verbose|fail|http\d.*|globoff))$/;

/** @throws ExitError (2) that names the unreadable part; it shows no value */
export function parseCurl(text: string): CopiedRequest {
  const [name, ...words] = splitWords(text);
  if (name !== 'curl') throw usageError('--from-curl is not a curl command: it does not begin with "curl".');
  const read: Read = { method: '', url: '', body: [], headers: {} };
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const { name, attached } = splitOption(word);
    const option = withValue[longNames[name] ?? name];
    if (option && attached !== undefined) option(read, attached);
    else if (option) {
      at += 1;
      option(read, words[at] ?? '');
    } else if (!word.startsWith('-')) read.url = word;
    else if (!flags.test(word))
      throw usageError(`--from-curl has the option ${name}, which is not supported. Leave it out.`);
  }
  if (!URL.canParse(read.url))
    throw usageError('--from-curl names no URL such as https://shop.example/login.');
  const url = new URL(read.url);
  const method = read.method || (read.body.length > 0 ? 'POST' : 'GET');
  const body = read.body.length > 0 ? read.body.join('&') : undefined;
  const request = parseRequest(`${method} ${url.pathname}${url.search}`);
  if (!request)
    throw usageError(`--from-curl has the method ${method}; expected GET, POST, PUT, PATCH or DELETE.`);
  return { url, request: { ...request, body }, headers: read.headers };
}

/** The name of an option, and the value that follows a short one without a space: `-XPOST`, `-sXPOST`. A long one has none. */
function splitOption(word: string): { readonly name: string; readonly attached?: string } {
  if (flags.test(word)) return { name: word };
  const [, letter, attached = ''] = /^-[ksSLivf]*([^-])(.*)$/s.exec(word) ?? [];
  if (letter === undefined) return { name: word.replace(/=.*/s, '=') };
  return attached === '' ? { name: `-${letter}` } : { name: `-${letter}`, attached };
}

/** The words of a POSIX shell: quotes, backslashes, and $'…' of Bash. */
export function splitWords(text: string): readonly string[] {
  const word = /(?:'[^']*'|\$'(?:\\[\s\S]|[^'\\])*'|"(?:\\[\s\S]|[^"\\])*"|\\[\s\S]|[^\s'"\\])+/g;
  const part = /'([^']*)'|\$'((?:\\[\s\S]|[^'\\])*)'|"((?:\\[\s\S]|[^"\\])*)"|\\([\s\S])|([^\s'"\\$]+|\$)/g;
  const joined = text.trim().replaceAll(/\\\r?\n/g, ' ');
  return (joined.match(word) ?? []).map((each) =>
    each.replace(
      part,
      (_all, single, ansi, double, escaped, plain) =>
        single ??
        (ansi === undefined ? undefined : readEscapes(ansi)) ??
        double?.replace(/\\(["\\$`])/g, '$1') ??
        escaped ??
        plain,
    ),
  );
}

const controls: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** The escapes of $'…' (Bash manual, "ANSI-C Quoting"). Browsers copy a `!` as one. */
function readEscapes(quoted: string): string {
  const escaped = /\\(?:x([\da-fA-F]{1,2})|u([\da-fA-F]{1,4})|U([\da-fA-F]{1,8})|([0-7]{1,3})|([\s\S]))/g;
  return quoted.replace(escaped, (_all, byte, short, long, octal, character = '') => {
    const hex = byte ?? short ?? long;
    const code = hex ? Number.parseInt(hex, 16) : Number.parseInt(octal, 8);
    return code <= 0x10ffff ? String.fromCodePoint(code) : (controls[character] ?? character);
  });
}
