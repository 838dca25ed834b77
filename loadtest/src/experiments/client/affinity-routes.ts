// Affinity routes: the ways through the balancer. A sticky mode has one to each instance, other modes one to all.

import { ExitError, exitCodes, type Mode } from '@scale-out-lab/core';
import type { Exchange, Headers, HttpRequest } from '../../http/connection.js';
import { headerValues, instanceOf } from '../../model/answer.js';
import { createCookieJar } from '../../users/credential.js';

export interface AffinityRoute {
  /** The affinity cookies that lead to one instance; undefined where the balancer rotates. */
  readonly cookie: string | undefined;
}

/** An even hash leads to a given one of N instances once in N tries; this many miss one of nine in 10^15 runs. */
const triesPerInstance = 40;
/** The balancer leaves out an instance for up to two seconds after a failure. */
const timeoutMs = 3000;
const json = { 'content-type': 'application/json' };

/** Sends requests of new clients until the balancer has given a route to every instance. */
export async function findAffinityRoutes(
  send: (request: HttpRequest) => Promise<Pick<Exchange, 'answer'>>,
  mode: Mode,
  instances: readonly string[],
): Promise<readonly AffinityRoute[]> {
  if (mode.balancing !== 'sticky') return [{ cookie: undefined }];
  // Only the answer to a log-in gives the cookie. A log-in without credentials is refused, and opens no session.
  const emptyLogIn = { method: 'POST', path: `/api/${mode.name}/login`, headers: json, body: '{}' } as const;
  const found = new Map<string, AffinityRoute>();
  const deadline = performance.now() + timeoutMs;
  for (let tries = 0; found.size < instances.length; tries += 1) {
    const isLate = performance.now() > deadline;
    if (isLate && tries > triesPerInstance * instances.length) throw notFound(mode, instances, found);
    const { answer } = await send(emptyLogIn);
    const instance = answer && instanceOf(answer);
    if (answer === undefined || instance === undefined || !instances.includes(instance)) continue;
    const jar = createCookieJar();
    jar.store(headerValues(answer, 'set-cookie'));
    found.set(instance, { cookie: jar.header() });
  }
  return [...found.values()];
}

/** The request with the route's cookie, in front of the cookies that it has. */
export function withRoute(request: HttpRequest, route: AffinityRoute | undefined): HttpRequest {
  if (route?.cookie === undefined) return request;
  const { headers = {} } = request;
  if (Array.isArray(headers)) {
    const at = headers.findIndex((name, index) => index % 2 === 0 && name.toLowerCase() === 'cookie');
    if (at === -1) return { ...request, headers: [...headers, 'cookie', route.cookie] };
    return { ...request, headers: headers.with(at + 1, `${route.cookie}; ${headers[at + 1]}`) };
  }
  const { cookie, ...others } = headers as Headers;
  const joined = cookie === undefined ? route.cookie : `${route.cookie}; ${cookie}`;
  return { ...request, headers: { ...others, cookie: joined } };
}

function notFound(mode: Mode, instances: readonly string[], found: ReadonlyMap<string, AffinityRoute>) {
  const sentence = `${mode.name}: the balancer led to ${found.size} of ${instances.length} instances only.`;
  return new ExitError(exitCodes.missing, sentence);
}
