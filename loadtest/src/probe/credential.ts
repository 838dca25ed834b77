// The credential from a log-in: cookies by RFC 6265bis, a token, or both. It is copied for each client model.
import { decodeClaims, decodeJson } from '@scale-out-lab/core';
import type { CredentialForm, RejectedCookie } from '@scale-out-lab/core/wire';
import { CookieJar } from 'tough-cookie';
import type { Headers } from '../http/connection.js';
import { type Answer, headerValues } from '../model/answer.js';

export interface Credential {
  /** @param without the name of a cookie to leave out */
  headers(url: URL, without?: string): Headers;
  /** The cookies alone. */
  cookieHeaders(url: URL): Headers;
  /** Stores the cookies of an answer. */
  store(answer: Answer, url: URL): void;
  /** Stores the value of a `Cookie` header, as if this URL had set each cookie. */
  storeGiven(header: string, url: URL): void;
  cookieNames(url: URL): readonly string[];
  valueOf(name: string, url: URL): string | undefined;
  /** Of the cookies with Max-Age or Expires. */
  lifetimesSeconds(url: URL): readonly number[];
  copy(): Credential;
  /** The same cookies with a token. */
  carrying(token: NonNullable<Credential['token']>): Credential;
  /** The header that carries a token. */
  readonly token: { readonly name: string; readonly value: string } | undefined;
  readonly rejected: readonly RejectedCookie[];
}

/** Most browsers refuse a longer pair of name and value (RFC 6265bis §5.6). */
const longestCookie = 4096;

/** Strict where browsers differ: only some send a Secure cookie to http://localhost. */
const emptyJar = () => new CookieJar(undefined, { allowSecureOnLocal: false, prefixSecurity: 'strict' });

export function createCredential(
  token?: Credential['token'],
  jar = emptyJar(),
  rejected: RejectedCookie[] = [],
): Credential {
  const cookies = (url: URL) => jar.getCookiesSync(url.href);
  return {
    token,
    rejected,
    headers(url, without) {
      const sent = cookies(url).filter(({ key }) => key !== without);
      const cookie = sent.map((each) => each.cookieString()).join('; ');
      return { ...(cookie !== '' && { cookie }), ...(token && { [token.name]: token.value }) };
    },
    cookieHeaders(url) {
      const { cookie } = createCredential(undefined, jar).headers(url);
      return cookie === undefined ? {} : { cookie };
    },
    store(answer, url) {
      for (const text of headerValues(answer, 'set-cookie')) {
        const name = text.split('=', 1)[0]?.trim() ?? '';
        try {
          const [pair = ''] = text.split(';', 1);
          if (pair.length > longestCookie)
            throw new Error(`it has ${pair.length} bytes, over ${longestCookie}`);
          jar.setCookieSync(text, url.href);
        } catch (error) {
          rejected.push({ name, reason: error instanceof Error ? error.message : String(error) });
        }
      }
    },
    storeGiven(header, url) {
      const attributes = url.protocol === 'https:' ? 'Path=/; Secure' : 'Path=/';
      for (const pair of header.split(/;\s*/).filter((each) => each.includes('=')))
        jar.setCookieSync(`${pair}; ${attributes}`, url.href, { ignoreError: true });
    },
    cookieNames: (url) => cookies(url).map(({ key }) => key),
    valueOf: (name, url) => cookies(url).find(({ key }) => key === name)?.value,
    lifetimesSeconds: (url) =>
      cookies(url)
        .map((each) => each.TTL() / 1000)
        .filter(Number.isFinite),
    copy: () => createCredential(token, jar.cloneSync() ?? emptyJar()),
    carrying: (given) => createCredential(given, jar, rejected),
  };
}

/** The cookies of this credential that an answer deletes or replaces. */
export function changedCookies(answer: Answer | undefined, names: readonly string[]) {
  const setCookies = (answer ? headerValues(answer, 'set-cookie') : []).map((text) => {
    const [pair = ''] = text.split(';', 1);
    const at = pair.indexOf('=');
    const isDeleted = pair.slice(at + 1).trim() === '' || /max-age=0|expires=Thu, 01 Jan 1970/i.test(text);
    return { name: pair.slice(0, at).trim(), isDeleted };
  });
  return setCookies.filter(({ name }) => names.includes(name));
}

// The kind of the credential, by its form.

interface KnownCookie extends CredentialForm {
  readonly matches: (name: string, value: string) => boolean;
}

/** yar keeps the state elsewhere and seals only a UUID: its 48 bytes are 64 characters. Any state makes it longer. */
const isSealedId = (value: string) => value.startsWith('Fe26.2*') && value.split('*')[4]?.length === 64;

const isJsonPart = (value: string) => decodeJson(value.replace(/=+$/, '').split('.')[0] ?? '') !== null;

const knownCookies: readonly KnownCookie[] = [
  { framework: 'iron-session', kind: 'sealed', matches: (_, value) => /^Fe26\.2\*.*~\d+$/.test(value) },
  { framework: 'hapi', kind: 'opaque', matches: (_, value) => isSealedId(value) },
  { framework: 'hapi', kind: 'sealed', matches: (_, value) => value.startsWith('Fe26.2*') },
  { framework: 'better-auth', kind: 'opaque', matches: (name) => name.endsWith('.session_token') },
  { framework: 'express-session', kind: 'opaque', matches: (_, value) => /^s(%3A|:)[\w-]+\./i.test(value) },
  { framework: 'PHP', kind: 'opaque', matches: (name) => name === 'PHPSESSID' },
  { framework: 'Java servlets', kind: 'opaque', matches: (name) => name === 'JSESSIONID' },
  {
    framework: 'koa-session',
    kind: 'sealed',
    matches: (name, value) => /koa/.test(name) && isJsonPart(value),
  },
  { framework: 'koa-session', kind: 'opaque', matches: (name) => /^koa[.:]sess/.test(name) },
  {
    framework: 'Flask',
    kind: 'sealed',
    matches: (name, value) => name === 'session' && /^\.?eJ[\w-]+\.[\w-]{6}\.[\w-]+$/.test(value),
  },
  { framework: null, kind: 'token', matches: (_, value) => isToken(value) },
  { framework: null, kind: 'sealed', matches: (_, value) => isJsonPart(value) },
];

export function formOf(credential: Credential, url: URL): CredentialForm {
  if (credential.token) {
    const isJwt = isToken(credential.token.value.replace(/^\w+ /, ''));
    return { kind: isJwt ? 'token' : 'opaque', framework: null };
  }
  for (const known of knownCookies) {
    const names = credential.cookieNames(url);
    if (names.some((name) => known.matches(name, credential.valueOf(name, url) ?? ''))) return known;
  }
  return { kind: 'opaque', framework: null };
}

function isToken(value: string): boolean {
  const parts = value.split('.');
  return parts.length === 3 && typeof decodeJson(parts[0] ?? '')?.alg === 'string';
}

/** The instance that the ID of a servlet session names after its last dot (jvmRoute), if it does. */
export function routeOf(credential: Credential, url: URL): readonly string[] {
  const [, route] = /\.([^.]+)$/.exec(credential.valueOf('JSESSIONID', url) ?? '') ?? [];
  return route === undefined ? [] : [route];
}

/** The claims of a token, in a header or a cookie; none if there is no token. */
export function claimsOf(credential: Credential, url: URL) {
  const values = credential.token
    ? [credential.token.value.replace(/^\w+ /, '')]
    : credential.cookieNames(url).map((name) => credential.valueOf(name, url) ?? '');
  return decodeClaims(values.find(isToken) ?? '');
}
