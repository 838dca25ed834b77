// The credential of a visitor: read from the answer to a log-in, or pasted, and sent with its requests.
import { decodeClaims, type Mode, sessionCookieName, sessionCopyName } from '@scale-out-lab/core';
import type { Credential } from '@scale-out-lab/core/wire';
import { type Answer, createCookieJar, headerValues, numberField, textField } from '@scale-out-lab/loadtest';

/** The names of the cookies with a session and its copy: a browser sees others over TLS. */
export function cookieNames(mode: Mode, { protocol }: URL) {
  const isTls = protocol === 'https:';
  return { session: sessionCookieName(mode, isTls), copy: sessionCopyName(mode, isTls) };
}

type CookieNames = ReturnType<typeof cookieNames>;

/** The credential that a log-in or a refresh returned; null if it was refused. */
export function readGrant(mode: Mode, names: CookieNames, answer: Answer): Credential | null {
  if (answer.status !== 200) return null;
  if (mode.credential === 'session') {
    const text = readCookie(names.session, answer);
    if (!text) return null;
    const copy = readCookie(names.copy, answer);
    return {
      ...toCredential(mode, text, { expiresIn: numberField(answer, 'expires_in') }),
      ...(copy && { copy }),
    };
  }
  const token = textField(answer, 'access_token');
  const refreshToken = textField(answer, 'refresh_token') ?? null;
  return token === undefined ? null : toCredential(mode, token, { refreshToken });
}

/** The cookie of that name that the answer sets; null if it deletes it, undefined if it leaves it alone. */
export function readCookie(name: string, answer: Answer): string | null | undefined {
  const own = headerValues(answer, 'set-cookie').filter((cookie) => cookie.startsWith(`${name}=`));
  if (own.length === 0) return undefined;
  const jar = createCookieJar();
  jar.store(own);
  return jar.header()?.slice(name.length + 1) || null;
}

interface Terms {
  readonly refreshToken?: string | null;
  /** Seconds from now. A token has its own claim. */
  readonly expiresIn?: number | undefined;
}

export function toCredential(
  mode: Mode,
  text: string,
  { refreshToken = null, expiresIn }: Terms = {},
): Credential {
  const isToken = mode.credential === 'jwt';
  const { exp } = isToken ? decodeClaims(text) : {};
  const expiresAtMs = isToken ? numberOf(exp) * 1000 : Date.now() + numberOf(expiresIn) * 1000;
  return {
    kind: mode.credential,
    header: isToken ? 'authorization' : 'cookie',
    text,
    refreshToken,
    expiresAt: toIso(expiresAtMs),
  };
}

/** The headers that carry the credential and the cookies of the balancer. */
export function credentialHeaders(
  names: CookieNames,
  credential: Credential | null,
  cookies: string | undefined,
) {
  const own = credential?.kind === 'session' ? `${names.session}=${credential.text}` : undefined;
  const copy = credential?.copy === undefined ? undefined : `${names.copy}=${credential.copy}`;
  const cookie = [cookies, own, copy].filter((each) => each !== undefined).join('; ');
  return {
    ...(cookie !== '' && { cookie }),
    ...(credential?.kind === 'jwt' && { authorization: `Bearer ${credential.text}` }),
  };
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : Number.NaN;
}

/** A forged token may claim any expiry. */
function toIso(ms: number): string | null {
  const date = new Date(ms);
  return Number.isNaN(date.valueOf()) ? null : date.toISOString();
}
