// This page as the client: it logs in, calls /me and logs out, and keeps the credential in one place itself.
import { catalogue, findMode, type Mode } from '@scale-out-lab/core';
import type { Exchange, ExchangeKind } from '@scale-out-lab/core/wire';

interface PageClient {
  logIn(username: string): Promise<Exchange>;
  me(): Promise<readonly Exchange[]>;
  logOut(): Promise<Exchange>;
}

export function pageClient(mode: Mode, place: Place): PageClient {
  async function send(kind: ExchangeKind, json?: object): Promise<{ exchange: Exchange; answer: Answer }> {
    const path = `/api/${mode.name}/${kind}`;
    const method = kind === 'me' ? 'GET' : 'POST';
    const token = kind === 'login' ? undefined : place.read(mode.name)?.access_token;
    const headers = new Headers();
    if (token) headers.set('authorization', `Bearer ${token}`);
    if (json) headers.set('content-type', 'application/json');
    const sentAt = new Date();
    const startMs = performance.now();
    const response = await fetch(path, {
      method,
      headers,
      ...(json && { body: JSON.stringify(json) }),
    }).catch(() => null);
    const body = (await response?.json().catch(() => null)) ?? {};
    const answer = { response, body, durationMs: performance.now() - startMs };
    return { answer, exchange: describe({ kind, mode, method, path, sentAt, token }, answer) };
  }

  /** The refresh token as a body, if the page keeps it. The browser sends a cookie on its own. */
  function refreshToken(): object | undefined {
    const token = place.read(mode.name)?.refresh_token;
    return token === undefined ? undefined : { refresh_token: token };
  }

  async function refresh(): Promise<Exchange> {
    const { exchange, answer } = await send('refresh', refreshToken());
    if (exchange.status === 200) place.keep(mode.name, answer.body as Tokens);
    return exchange;
  }

  return {
    async logIn(username) {
      const transport = mode.credential === 'jwt' ? { transport: place.transport } : {};
      const { exchange, answer } = await send('login', { username, password: 'demo', ...transport });
      if (exchange.status === 200 && mode.credential === 'jwt') place.keep(mode.name, answer.body as Tokens);
      return exchange;
    },
    async me() {
      const { exchange } = await send('me');
      if (!mode.refresh || exchange.code !== 'expired') return [exchange];
      const renewal = await refresh();
      return renewal.status === 200 ? [exchange, renewal, (await send('me')).exchange] : [exchange, renewal];
    },
    async logOut() {
      const { exchange } = await send('logout', refreshToken());
      place.forget(mode.name);
      return exchange;
    },
  };
}

interface Sent extends Pick<Exchange, 'kind' | 'method' | 'path'> {
  readonly mode: Mode;
  readonly sentAt: Date;
  /** The token, where the page added it itself. */
  readonly token: string | undefined;
}

interface Answer {
  /** Null: there was none. */
  readonly response: Response | null;
  readonly body: object;
  readonly durationMs: number;
}

/** Counts down, so that it is none of the control room's. */
let lastId = 0;

function describe(sent: Sent, { response, body, durationMs }: Answer): Exchange {
  const { kind, method, path, mode, sentAt, token } = sent;
  const told = body as Readonly<Record<string, string | undefined>>;
  const timing = response?.headers.get('server-timing') ?? '';
  lastId -= 1;
  return {
    id: lastId,
    kind,
    clientId: 'page',
    mode: mode.name,
    method,
    path,
    sentAt: sentAt.toISOString(),
    durationMs,
    // The browser sends an HttpOnly cookie on its own, and this page cannot read it.
    credential: token
      ? { kind: 'jwt', header: 'authorization', text: token, refreshToken: null, expiresAt: null }
      : null,
    status: response?.status ?? null,
    servedBy: response && (response.headers.get('x-instance-id') ?? 'nginx'),
    issuedBy: told.issuedBy ?? told.issued_by ?? null,
    isRetried: false,
    code: told.code ?? null,
    detail: told.detail ?? null,
    username: kind === 'me' ? (told.username ?? null) : null,
    verifyMs: durationIn(timing, 'verify'),
    storeMs: durationIn(timing, 'store'),
  };
}

function durationIn(timing: string, name: string): number | null {
  const found = new RegExp(`${name};dur=([\\d.]+)`).exec(timing);
  return found ? Number(found[1]) : null;
}

/** Modes that have set a cookie for this page, as far as it knows: it cannot look. */
const withCookie = new Set<string>();

export function noteCookie(mode: string, isThere: boolean): void {
  if (isThere) withCookie.add(mode);
  else withCookie.delete(mode);
}

/** No script can remove an HttpOnly cookie. An instance that does not know it may refuse, so the log-out is retried. */
const tries = 9;

/** @param shown the mode whose cookie may be left from before a reload */
export async function cleanUp(shown: string): Promise<void> {
  for (const name of withCookie.add(shown)) {
    const mode = findMode(name);
    if (!mode) continue;
    const client = pageClient(mode, places.cookie);
    for (let count = 0; count < tries; count += 1) {
      const { status, code } = await client.logOut();
      if (status === 200 || code === 'missing-credential') break;
    }
  }
  withCookie.clear();
  for (const { name } of catalogue) for (const place of placeNames) places[place].forget(name);
}

interface Tokens {
  readonly access_token: string;
  readonly refresh_token?: string;
}

interface Place {
  readonly transport: 'cookie' | 'header';
  keep(mode: string, tokens: Tokens): void;
  read(mode: string): Tokens | undefined;
  forget(mode: string): void;
}

export const placeNames = ['cookie', 'sessionStorage', 'localStorage'] as const;
export type PlaceName = (typeof placeNames)[number];

/** The same names as on the page /storage/, which is of another origin and so has a storage of its own. */
const prefix = 'tokens-';

export const places: Readonly<Record<PlaceName, Place>> = {
  // Nothing to do: the browser keeps the cookie, sends it and drops it when the server says so.
  cookie: { transport: 'cookie', keep() {}, read: () => undefined, forget() {} },
  sessionStorage: keepIn(() => sessionStorage),
  localStorage: keepIn(() => localStorage),
};

function keepIn(storage: () => Storage): Place {
  return {
    transport: 'header',
    keep: (mode, { access_token, refresh_token }) =>
      storage().setItem(`${prefix}${mode}`, JSON.stringify({ access_token, refresh_token })),
    read: (mode) => JSON.parse(storage().getItem(`${prefix}${mode}`) ?? 'null') ?? undefined,
    forget: (mode) => storage().removeItem(`${prefix}${mode}`),
  };
}
