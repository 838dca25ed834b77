// One log-in by a cluster, and the credential that it gave, as anyone who copies it has it.
import type { Mode } from '@scale-out-lab/core';
import { headerValues, numberField, textField } from '../../model/answer.js';
import { exitCodes, LoadtestFailure } from '../../model/failure.js';
import { createCookieJar } from '../../users/cookie-jar.js';
import type { AffinityRoute } from './affinity-routes.js';
import type { ClusterClient } from './cluster-client.js';
import type { HttpRequest, Reply } from './http.js';

export interface LogIn {
  readonly username: string;
  /** The instance that served it. */
  readonly issuer: string | undefined;
  /** The header that carries the credential: the session cookie, or the access token. */
  readonly credential: Readonly<Record<string, string>>;
  readonly refreshToken: string | undefined;
  /** How long the credential lives, in seconds; undefined if the answer does not say. */
  readonly expiresIn: number | undefined;
  readonly reply: Reply;
}

export interface LogInWishes {
  readonly exclusive?: true;
  /** A shorter life than usual, in seconds. */
  readonly expires_in?: number;
  /** Tokens in cookies, which all tabs of a browser share. */
  readonly transport?: 'cookie';
}

const json = { 'content-type': 'application/json' };

/** @throws LoadtestFailure when it is refused: without a log-in there is nothing to measure */
export async function logIn(
  cluster: ClusterClient,
  mode: Mode,
  username: string,
  { wishes = {}, route }: { wishes?: LogInWishes; route?: AffinityRoute | undefined } = {},
): Promise<LogIn> {
  const way = route ?? (await cluster.routes())[0];
  return readLogIn(mode, username, await cluster.send(logInRequest(mode, username, wishes), way), way);
}

/** @throws LoadtestFailure when the reply is no log-in */
export function readLogIn(mode: Mode, username: string, reply: Reply, way?: AffinityRoute): LogIn {
  const credential = readCredential(reply, way);
  if (reply.answer === undefined || credential === undefined) {
    const { answer } = reply;
    const code = answer && (textField(answer, 'detail') ?? textField(answer, 'code'));
    const refusal = answer ? `answered with ${answer.status}${code ? `: ${code}` : ''}` : 'not answered';
    throw new LoadtestFailure(exitCodes.missing, `${mode.name}, ${username}: the log-in was ${refusal}.`);
  }
  const expiresIn = numberField(reply.answer, 'expires_in');
  const refreshToken = textField(reply.answer, 'refresh_token');
  return { username, issuer: reply.instance, credential, refreshToken, expiresIn, reply };
}

export function logInRequest(mode: Mode, username: string, wishes: LogInWishes = {}): HttpRequest {
  return {
    method: 'POST',
    path: `/api/${mode.name}/login`,
    headers: json,
    body: JSON.stringify({ username, password: 'demo', ...wishes }),
  };
}

/** A wrong password of a virtual user, who asks that it counts. */
export function guessRequest(mode: Mode, username: string): HttpRequest {
  const { body: _, ...request } = logInRequest(mode, username);
  return { ...request, body: JSON.stringify({ username, password: 'wrong', count_guess: true }) };
}

/** The request of a logged-in user. */
export function meRequest(mode: Mode, credential: LogIn['credential']): HttpRequest {
  return { method: 'GET', path: `/api/${mode.name}/me`, headers: credential };
}

export function logOutRequest(mode: Mode, credential: LogIn['credential']): HttpRequest {
  return { method: 'POST', path: `/api/${mode.name}/logout`, headers: credential };
}

export function refreshRequest(mode: Mode, refreshToken: string): HttpRequest {
  return {
    method: 'POST',
    path: `/api/${mode.name}/refresh`,
    headers: json,
    body: JSON.stringify({ refresh_token: refreshToken }),
  };
}

/** Where the refresh token is a cookie. */
export function refreshByCookieRequest(mode: Mode): HttpRequest {
  return { method: 'POST', path: `/api/${mode.name}/refresh` };
}

/** The credential that a refresh gave; undefined if it was refused. */
export function readRefreshed(reply: Reply): LogIn['credential'] | undefined {
  return readCredential(reply);
}

/** The affinity cookie is none of it: a copy may come in by any route. */
function readCredential({ answer }: Reply, route?: AffinityRoute): LogIn['credential'] | undefined {
  if (answer?.status !== 200) return undefined;
  const token = textField(answer, 'access_token');
  if (token !== undefined) return { authorization: `Bearer ${token}` };
  const jar = createCookieJar();
  const affinity = route?.cookie?.split('=', 1)[0];
  jar.store(headerValues(answer, 'set-cookie').filter((cookie) => cookie.split('=', 1)[0] !== affinity));
  const cookie = jar.header();
  return cookie === undefined ? undefined : { cookie };
}
