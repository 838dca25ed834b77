// A sign-in through the OpenID provider, walked through the balancer as a browser walks it, up to the callback.
import { type ExitError, missingError } from '@scale-out-lab/core';
import { pageRequest } from '../../http/requests.js';
import { headerValues } from '../../model/answer.js';
import { createCookieJar } from '../../users/credential.js';
import type { ModeClient, Reply } from './cluster-client.js';

/** A sign-in has about ten steps. */
const mostSteps = 20;

export interface Callback {
  /** With the query. */
  readonly path: string;
  readonly jar: ReturnType<typeof createCookieJar>;
  /** The instance that began the sign-in. */
  readonly begunBy: string | undefined;
  /** Where the sign-in led to at the provider, with the query. */
  readonly authorizationPath: string;
}

interface WalkOptions {
  /** The cookies of the browser; by default it has none. */
  readonly jar?: Callback['jar'];
  /** Runs between two requests of the sign-in. */
  readonly between?: () => Promise<void>;
}

/** Begins a sign-in and logs the user in at the provider. @throws ExitError if a step fails */
export async function reachCallback(client: ModeClient, username: string): Promise<Callback> {
  const callback = await walkToCallback(client, username);
  if (callback) return callback;
  throw missingError(`${client.mode.name}: the provider does not know the sign-in that it began.`);
}

/** The same; undefined if a provider gets a request of a sign-in that it does not know. */
export async function walkToCallback(
  { cluster, mode }: ModeClient,
  username: string,
  { jar = createCookieJar(), between = async () => {} }: WalkOptions = {},
): Promise<Callback | undefined> {
  const visited: string[] = [];
  let path = `/api/${mode.name}/sign-in`;
  let begunBy: string | undefined;
  let form: Readonly<Record<string, string>> | undefined;
  for (let step = 0; step < mostSteps; step += 1) {
    if (path.startsWith(`/api/${mode.name}/callback`))
      return { path, jar, begunBy, authorizationPath: visited[1] ?? '' };
    if (visited.length > 0) await between();
    visited.push(path);
    const reply = await cluster.send(pageRequest(path, jar.header(), form));
    begunBy ??= reply.instance;
    if (reply.answer) jar.store(headerValues(reply.answer, 'set-cookie'));
    const location = locationOf(reply);
    if (reply.answer?.body.includes('data-code="unknown-interaction"')) return undefined;
    // The form of the log-in page is sent to its own path.
    if (location === undefined && reply.answer?.status !== 200) throw signInFailure(mode.name, path, reply);
    form = location === undefined ? { username, password: 'demo' } : undefined;
    if (location !== undefined) path = pathOf(location);
  }
  throw missingError(`${mode.name}: the sign-in of ${username} has not ended after ${mostSteps} steps.`);
}

export async function sendCallback({ cluster }: ModeClient, { path, jar }: Callback): Promise<Reply> {
  const reply = await cluster.send(pageRequest(path, jar.header()));
  if (reply.answer) jar.store(headerValues(reply.answer, 'set-cookie'));
  return reply;
}

interface SentCallback {
  readonly path: string;
  readonly cookie: string | undefined;
  readonly begunBy: string | undefined;
}

/** Where the pending sign-in is in memory, the other instances would refuse every callback. */
export async function sendWhereKnown({ cluster, mode }: ModeClient, sent: SentCallback): Promise<Reply> {
  const request = pageRequest(sent.path, sent.cookie);
  if (mode.transaction !== 'memory') return cluster.send(request);
  return cluster.sendUntil(request, ({ instance }) => instance === sent.begunBy);
}

export function locationOf({ answer }: Reply): string | undefined {
  return answer && headerValues(answer, 'location')[0];
}

/** The provider's URLs have the name that browsers use. The load test may reach the lab by another one. */
export function pathOf(url: string): string {
  const { pathname, search } = new URL(url, 'http://lab');
  return pathname + search;
}

export function signInFailure(mode: string, path: string, { answer }: Reply): ExitError {
  const what = path.split('?', 1)[0];
  return missingError(`${mode}: ${what} was answered with ${answer?.status ?? 'nothing'} in a sign-in.`);
}
