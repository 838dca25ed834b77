// The requests of the lab's API, one function each.
import type { Mode } from '@scale-out-lab/core';
import type { Headers, HttpRequest } from './connection.js';

export interface ApiRequest extends HttpRequest {
  readonly headers: Headers;
}

export interface LogInOptions {
  readonly exclusive?: true;
  /** A shorter life than usual, in seconds. */
  readonly expires_in?: number;
  /** Tokens in cookies, which all tabs of a browser share. */
  readonly transport?: 'cookie';
}

const json = { 'content-type': 'application/json' };

/** Every instance answers it, and no log-in is needed. */
export const instanceRequest: ApiRequest = { method: 'GET', path: '/api/instance', headers: {} };

export function logInRequest(mode: Mode, username: string, options: LogInOptions = {}): ApiRequest {
  return post(mode, 'login', { username, password: 'demo', ...options });
}

/** A wrong password. Virtual users are exempt from the limit on guesses unless they request it. */
export function guessRequest(mode: Mode, username: string): ApiRequest {
  return post(mode, 'login', { username, password: 'wrong', count_guess: true });
}

/** @param credential the headers that carry it */
export function meRequest(mode: Mode, credential: Headers): ApiRequest {
  return { method: 'GET', path: `/api/${mode.name}/me`, headers: credential };
}

export function logOutRequest(mode: Mode, credential: Headers): ApiRequest {
  return { method: 'POST', path: `/api/${mode.name}/logout`, headers: credential };
}

/** Needs no access token, which may have expired. */
export function logOutByRefreshRequest(mode: Mode, refreshToken: string): ApiRequest {
  return post(mode, 'logout', { refresh_token: refreshToken });
}

export function refreshRequest(mode: Mode, refreshToken: string | undefined): ApiRequest {
  return post(mode, 'refresh', { refresh_token: refreshToken });
}

/** Where the refresh token is a cookie. */
export function refreshByCookieRequest(mode: Mode): ApiRequest {
  return { method: 'POST', path: `/api/${mode.name}/refresh`, headers: {} };
}

/** As a browser requests a page, or sends the form of one. */
export function pageRequest(
  path: string,
  cookie: string | undefined,
  form?: Readonly<Record<string, string>>,
): ApiRequest {
  const headers = { accept: 'text/html', ...(cookie !== undefined && { cookie }) };
  if (form === undefined) return { method: 'GET', path, headers };
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  return {
    method: 'POST',
    path,
    headers: { ...headers, ...type },
    body: new URLSearchParams(form).toString(),
  };
}

export function withHeaders(request: ApiRequest, headers: Headers): ApiRequest {
  return { ...request, headers: { ...request.headers, ...headers } };
}

function post(mode: Mode, path: string, body: object): ApiRequest {
  return {
    method: 'POST',
    path: `/api/${mode.name}/${path}`,
    headers: json,
    body: JSON.stringify(body),
  };
}
