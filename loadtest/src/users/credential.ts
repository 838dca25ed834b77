// The credential of one virtual user, from its log-in to its requests.
import type { Client, Credential as CredentialKind } from '@scale-out-lab/core';
import type { Headers } from '../http/connection.js';
import { type Answer, headerValues, numberField, textField } from '../model/answer.js';

/** The kind of request that gives a credential. */
export type Grant = 'log-in' | 'refresh';

export type UserCredential = ReturnType<typeof createCredential>;

/** @param now milliseconds, by a monotonic clock */
export function createCredential(
  kind: CredentialKind,
  model: ClientModel,
  now: () => number = () => performance.now(),
) {
  const jar = createCookieJar();
  let accessToken: string | undefined;
  let refreshToken: string | undefined;
  let acceptedAt = Number.NEGATIVE_INFINITY;
  let lifeMs = Number.POSITIVE_INFINITY;
  let isLoggedIn = false;

  const cookies = (): Headers => {
    const cookie = jar.header();
    return cookie === undefined ? {} : { cookie };
  };
  const isPast = (share: number) => refreshToken !== undefined && now() >= acceptedAt + share * lifeMs;
  return {
    /** For every request: the session cookie, and the balancer's affinity cookie if it set one. */
    cookies,
    /** For a logged-in request: the cookies, and the access token if log-in gave one. */
    all: (): Headers => ({
      ...cookies(),
      ...(accessToken !== undefined && { authorization: `Bearer ${accessToken}` }),
    }),
    /** Undefined if the log-in gave none. */
    refreshToken: () => refreshToken,
    /** Whether there is a refresh token, and the credential has reached half of its life. */
    shouldRefresh: () => isPast(0.5),
    /** Whether there is a refresh token, and the credential has reached the end of its life. */
    isExpired: () => isPast(1),
    /** Whether there is none, and the credential has reached the end of its life. */
    hasEnded: () => refreshToken === undefined && now() >= acceptedAt + lifeMs,
    /** Stores the answer to a log-in or a refresh; returns its problem, or null. */
    accept(answer: Answer, grant: Grant): string | null {
      if (answer.status !== 200) return `the ${grant} was refused with ${answer.status}${detailOf(answer)}`;
      const setCookies = headerValues(answer, 'set-cookie');
      jar.store(setCookies);
      accessToken = textField(answer, 'access_token');
      refreshToken = textField(answer, 'refresh_token');
      acceptedAt = now();
      // A token's times are whole seconds, so its life may be up to one second shorter than stated.
      lifeMs = ((numberField(answer, 'expires_in') ?? Number.POSITIVE_INFINITY) - 1) * 1000;
      isLoggedIn = true;
      return kind === 'session' ? findMissingCookie(setCookies) : findMissingToken(accessToken, grant);
    },
    /** Takes any other answer. */
    notice(answer: Answer): void {
      // Before the log-in every client takes the affinity cookie. After it, the client model decides.
      if (!isLoggedIn || model.honoursSetCookie) jar.store(headerValues(answer, 'set-cookie'));
    },
  };
}

function detailOf(answer: Answer): string {
  const detail = textField(answer, 'detail') ?? textField(answer, 'code') ?? textField(answer, 'message');
  return detail === undefined ? '' : `: ${detail}`;
}

function findMissingCookie(setCookies: readonly string[]): string | null {
  return setCookies.length > 0 ? null : 'the log-in was answered with 200 but set no cookie';
}

function findMissingToken(accessToken: string | undefined, grant: Grant): string | null {
  return accessToken !== undefined ? null : `the ${grant} was answered with 200 but without an access_token`;
}

// How the client models differ: one entry a model.

interface ClientModel {
  /** Whether an answer after the log-in may change or delete the cookies. */
  readonly honoursSetCookie: boolean;
  /** Whether a 401 makes the user log in again. */
  readonly logsInAgain: boolean;
}

export const clientModels = {
  pinned: { honoursSetCookie: false, logsInAgain: false },
  browser: { honoursSetCookie: true, logsInAgain: false },
  persistent: { honoursSetCookie: true, logsInAgain: true },
} as const satisfies Record<Client, ClientModel>;

// The cookies of one virtual user, as far as one site needs them (RFC 6265): names, values and deletion. Every cookie
// is sent with every request, whatever its Path or Domain: a user has one server only.

/** The `Cookie` header of a client that has only these cookies; undefined if there are none. */
export function toCookieHeader(setCookies: readonly string[]): string | undefined {
  const jar = createCookieJar();
  jar.store(setCookies);
  return jar.header();
}

export function createCookieJar(now: () => number = Date.now) {
  const cookies = new Map<string, string>();
  return {
    /** Takes the values of the `Set-Cookie` headers of one answer. */
    store(setCookies: readonly string[]): void {
      for (const cookie of setCookies.map(parseSetCookie)) {
        if (cookie.name === '') continue;
        if (isExpired(cookie.attributes, now())) cookies.delete(cookie.name);
        else cookies.set(cookie.name, cookie.value);
      }
    },
    /** The value of the `Cookie` header, or undefined when there is none to send. */
    header(): string | undefined {
      if (cookies.size === 0) return undefined;
      return Array.from(cookies, ([name, value]) => `${name}=${value}`).join('; ');
    },
  };
}

function parseSetCookie(text: string) {
  const [pair, ...rest] = text.split(';').map(splitAtFirstEquals);
  const [name, value] = pair ?? ['', ''];
  return { name, value, attributes: new Map(rest.map(([key, setting]) => [key.toLowerCase(), setting])) };
}

function splitAtFirstEquals(part: string): readonly [name: string, value: string] {
  const at = part.indexOf('=');
  return at === -1 ? [part.trim(), ''] : [part.slice(0, at).trim(), part.slice(at + 1).trim()];
}

/** RFC 6265 §5.3: Max-Age wins over Expires; an unreadable value is ignored. */
function isExpired(attributes: ReadonlyMap<string, string>, now: number): boolean {
  const maxAge = attributes.get('max-age') ?? '';
  if (/^-?\d+$/.test(maxAge)) return Number(maxAge) <= 0;
  const expires = Date.parse(attributes.get('expires') ?? '');
  return !Number.isNaN(expires) && expires <= now;
}
