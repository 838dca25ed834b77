// This page as the client: it logs in, calls /me and logs out, and keeps the credential in one of three places.
import { catalogue, findMode, type Mode } from '@scale-out-lab/core';
import type { Exchange, ExchangeKind } from '@scale-out-lab/core/wire';
import { labNow } from '../../state/lab-state.js';

/** Modes that have probably set a cookie for this page, which cannot read it. */
const withCookie = new Set<string>();

/** Each action resolves to the requests that it sent. */
export function pageClient({ name, credential, refresh }: Mode, place: Place) {
  /** Of tokens in the response, the page keeps the latest. */
  async function send(kind: ExchangeKind, json?: object): Promise<Exchange> {
    const path = `/api/${name}/${kind}`;
    const method = kind === 'me' ? 'GET' : 'POST';
    const token = kind === 'login' ? undefined : place.read(name)?.access_token;
    const headers = new Headers();
    if (token) headers.set('authorization', `Bearer ${token}`);
    if (json) headers.set('content-type', 'application/json');
    const sentBody = json && { body: JSON.stringify(json) };
    const sentAt = new Date(labNow());
    const startMs = performance.now();
    const response = await fetch(path, { method, headers, ...sentBody }).catch(() => null);
    const body: Body = (await response?.json().catch(() => null)) ?? {};
    const durationMs = performance.now() - startMs;
    const { access_token, refresh_token } = body;
    if (access_token) place.keep(name, { access_token, ...(refresh_token && { refresh_token }) });
    const timing = response?.headers.get('server-timing') ?? '';
    lastId -= 1;
    return {
      id: lastId,
      kind,
      clientId: 'page',
      mode: name,
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
      issuedBy: body.issuedBy ?? body.issued_by ?? null,
      isRetried: false,
      code: body.code ?? null,
      detail: body.detail ?? null,
      username: kind === 'me' ? (body.username ?? null) : null,
      verifyMs: durationIn(timing, 'verify'),
      storeMs: durationIn(timing, 'store'),
    };
  }

  /** The refresh token as a body, if the page keeps it. The browser sends a cookie on its own. */
  function refreshToken(): object | undefined {
    const token = place.read(name)?.refresh_token;
    return token === undefined ? undefined : { refresh_token: token };
  }

  return {
    async logIn(username: string): Promise<readonly Exchange[]> {
      if (place.transport === 'cookie') withCookie.add(name);
      const transport = credential === 'jwt' ? { transport: place.transport } : {};
      return [await send('login', { username, password: 'demo', ...transport })];
    },
    async me(): Promise<readonly Exchange[]> {
      const exchange = await send('me');
      if (!refresh || exchange.code !== 'expired') return [exchange];
      const renewal = await send('refresh', refreshToken());
      return renewal.status === 200 ? [exchange, renewal, await send('me')] : [exchange, renewal];
    },
    async logOut(): Promise<readonly [Exchange]> {
      const exchange = await send('logout', refreshToken());
      place.forget(name);
      if (place.transport === 'cookie' && exchange.status === 200) withCookie.delete(name);
      return [exchange];
    },
  };
}

/** A body, as far as this page reads it. */
type Body = Readonly<
  Partial<
    Record<
      'access_token' | 'refresh_token' | 'issuedBy' | 'issued_by' | 'code' | 'detail' | 'username',
      string
    >
  >
>;

/** Counts down, so that it differs from those of the control room. */
let lastId = 0;

function durationIn(timing: string, name: string): number | null {
  const found = new RegExp(`${name};dur=([\\d.]+)`).exec(timing);
  return found ? Number(found[1]) : null;
}

/** No script can remove an HttpOnly cookie. An instance that does not know it may refuse, so the log-out is retried. */
const tries = 9;

/** @param shown the mode whose cookie may be left from before a reload */
export async function cleanUp(shown: string): Promise<void> {
  for (const name of [...withCookie.add(shown)]) {
    const mode = findMode(name);
    if (!mode) continue;
    const client = pageClient(mode, places.cookie);
    for (let count = 0; count < tries; count += 1) {
      const [{ status, code }] = await client.logOut();
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

/** The same names as on the page /storage/, which has another origin and therefore a separate storage. */
export const prefix = 'tokens-';

export const places: Readonly<Record<PlaceName, Place>> = {
  // Nothing to do: the browser keeps, sends and drops the cookie by itself.
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
