// A log-in and the credential that it gave, as anyone who copies it has it.

import { isSessionCopy, type Mode, missingError } from '@scale-out-lab/core';
import type { Headers } from '../../http/connection.js';
import { type ApiRequest, type LogInOptions, logInRequest, withHeaders } from '../../http/requests.js';
import {
  headerValues,
  mostLogInTries,
  numberField,
  retryAfterSeconds,
  textField,
} from '../../model/answer.js';
import { createCookieJar, toCookieHeader } from '../../users/credential.js';
import type { AffinityRoute, ClusterClient, ModeClient, Reply } from './cluster-client.js';

export interface LogIn {
  readonly username: string;
  /** The instance that served it. */
  readonly issuer: string | undefined;
  /** The header that carries the credential: the session cookie, or the access token. */
  readonly credential: Headers;
  readonly refreshToken: string | undefined;
  /** The life of the credential in seconds; undefined if the answer does not state it. */
  readonly expiresIn: number | undefined;
  readonly reply: Reply;
}

/** @throws ExitError when it is refused: without a log-in there is nothing to measure */
export async function logIn(
  { cluster, mode }: ModeClient,
  username: string,
  { options = {}, route }: { options?: LogInOptions; route?: AffinityRoute | undefined } = {},
): Promise<LogIn> {
  const way = route ?? (await cluster.routes())[0];
  const request = logInRequest(mode, username, options);
  return readLogIn(mode, username, await sendLogIn(cluster, () => cluster.send(request, way)), way);
}

/**
 * Sends a log-in, and retries it when a 503 names a time for that (`Retry-After`), as a busy machine's may. A log-in
 * prepares the measurement, and no figure counts its retries.
 */
export async function sendLogIn(
  { pause }: Pick<ClusterClient, 'pause'>,
  send: () => Promise<Reply>,
): Promise<Reply> {
  for (let tries = 1; ; tries += 1) {
    const reply = await send();
    const seconds = retryAfterSeconds(reply.answer);
    if (seconds === undefined || tries === mostLogInTries) return reply;
    await pause(seconds * 1000);
  }
}

interface LogInAtOptions {
  /** Undefined: any instance. */
  readonly instance: string | undefined;
  readonly options?: LogInOptions;
  /** Headers that the client sends already. */
  readonly headers?: Headers;
}

/** A log-in by a certain instance. @throws ExitError when that instance gives none */
export async function logInAt(
  { cluster, mode }: ModeClient,
  username: string,
  { instance, options = {}, headers = {} }: LogInAtOptions,
): Promise<LogIn> {
  const request = withHeaders(logInRequest(mode, username, options), headers);
  const reply = await cluster.sendUntil(
    request,
    (each) => each.answer?.status === 200 && (instance === undefined || each.instance === instance),
  );
  return readLogIn(mode, username, reply);
}

/** @throws ExitError when the reply is no log-in */
export function readLogIn(mode: Mode, username: string, reply: Reply, route?: AffinityRoute): LogIn {
  const { answer } = reply;
  const credential = readCredential(reply, route);
  if (answer === undefined || credential === undefined) {
    const code = answer && (textField(answer, 'detail') ?? textField(answer, 'code'));
    const refusal = answer ? `answered with ${answer.status}${code ? `: ${code}` : ''}` : 'not answered';
    throw missingError(`${mode.name}, ${username}: the log-in was ${refusal}.`);
  }
  const expiresIn = numberField(answer, 'expires_in');
  const refreshToken = textField(answer, 'refresh_token');
  return { username, issuer: reply.instance, credential, refreshToken, expiresIn, reply };
}

/**
 * The credential that a log-in or a refresh gave; undefined if it was refused.
 * @param route its affinity cookie is left out: a copy of the credential may come by any route
 */
export function readCredential({ answer }: Reply, route?: AffinityRoute): Headers | undefined {
  if (answer?.status !== 200) return undefined;
  const token = textField(answer, 'access_token');
  if (token !== undefined) return { authorization: `Bearer ${token}` };
  const affinity = route?.cookie?.split('=', 1)[0];
  const setCookies = headerValues(answer, 'set-cookie');
  const cookie = toCookieHeader(setCookies.filter((each) => each.split('=', 1)[0] !== affinity));
  return cookie === undefined ? undefined : { cookie };
}

/** The session itself: a copy of it hides for some seconds whether the store still has it. */
export function withoutCopy(mode: Mode, { cookie, ...others }: Headers): Headers {
  if (cookie === undefined) return others;
  const kept = cookie.split('; ').filter((pair) => !isSessionCopy(pair, mode));
  return { ...others, cookie: kept.join('; ') };
}

// A browser: all its tabs share one cookie jar, in which the last cookie of a name wins.

export function openBrowser(cluster: Pick<ModeClient['cluster'], 'send'>) {
  const jar = createCookieJar();
  return {
    /** Sends the cookies that are in the jar now, and stores those of the answer. */
    async send(request: ApiRequest): Promise<Reply> {
      const cookie = jar.header();
      const reply = await cluster.send(cookie === undefined ? request : withHeaders(request, { cookie }));
      if (reply.answer) jar.store(headerValues(reply.answer, 'set-cookie'));
      return reply;
    },
  };
}
