// This page as the client: it logs in, asks who that is and logs out, and keeps the credential in one place itself.
import type { Mode } from '@scale-out-lab/core';
import type { Exchange, ExchangeKind } from '@scale-out-lab/core/wire';
import { type Answer, describe } from './describe.js';
import type { Place, Tokens } from './places.js';

export interface PageClient {
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

  /** The refresh token as a body, where the page keeps it; a cookie goes by itself. */
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
