// Sends requests to the instances of the cluster from outside, through the balancer alone.

import { type ExitError, type Mode, missingError } from '@scale-out-lab/core';
import { type Exchange, type Headers, type HttpRequest, openConnectionPool } from '../../http/connection.js';
import { instanceRequest } from '../../http/requests.js';
import { pause as pauseFor, waitFor } from '../../http/wait.js';
import { type Answer, headerValues, instanceOf } from '../../model/answer.js';
import { toCookieHeader } from '../../users/credential.js';
import type { TrialPlan } from '../experiment.js';

export interface Reply {
  /** Undefined without an answer. */
  readonly answer: Answer | undefined;
  /** The instance that gave the answer. */
  readonly instance: string | undefined;
  /** On the clock of `performance.now()`, as is `answeredAt`. */
  readonly sentAt: number;
  readonly answeredAt: number;
}

export type ClusterClient = ReturnType<typeof createClusterClient>;

/** A client for the requests of one mode. */
export interface ModeClient {
  readonly mode: Mode;
  readonly cluster: ClusterClient;
}

const connections = 24;
/** Amid other traffic, the rotation is practically random. */
const triesPerInstance = 40;
const timeoutMs = 20_000;

export function createClusterClient(
  { url, mode, instances }: Pick<TrialPlan, 'url' | 'mode' | 'instances'>,
  signal: AbortSignal,
) {
  const pool = openConnectionPool(url, connections);
  let isClosed = false;
  let found: Promise<readonly AffinityRoute[]> | undefined;
  const abort = () => void pool.destroy();
  signal.addEventListener('abort', abort, { once: true });
  /** Waits at least this long. @throws when the trial ends before */
  const pause = (ms: number) => pauseFor(ms, signal);

  const routes = () => {
    found ??= findAffinityRoutes(send, mode, instances);
    return found;
  };

  /** Sends it by that route; without one the balancer picks the instance. */
  async function send(request: HttpRequest, route?: AffinityRoute): Promise<Reply> {
    const sentAt = performance.now();
    const { answer } = await pool.use((connection) => connection.exchange(withRoute(request, route)));
    signal.throwIfAborted();
    if (isClosed) throw new Error('The trial is over.');
    return { answer, instance: answer && instanceOf(answer), sentAt, answeredAt: performance.now() };
  }

  /** Sends by one route after the other until `isLast`. Resolves to whether a reply was the last. */
  async function sendInTurn(request: HttpRequest, isLast: (reply: Reply) => boolean): Promise<boolean> {
    const ways = await routes();
    for (let tries = 0; tries < triesPerInstance * instances.length; tries += 1) {
      if (tries > instances.length) await breakStep(tries > 10 * instances.length ? 50 : 3);
      if (isLast(await send(request, ways[tries % ways.length]))) return true;
    }
    return false;
  }

  /**
   * Clients in step with each other and with a rotation would reach some of the instances only. The later tries together last
   * longer than the balancer leaves out an instance that refused a connection (up to two seconds).
   */
  async function breakStep(longestMs: number): Promise<void> {
    await pause(Math.random() * longestMs);
    if (Math.random() < 0.5) await send(instanceRequest);
  }

  return {
    routes,
    send,
    /** Sends it until every instance has answered: at least one reply from each, in the order of the answers. */
    async checkOnEveryInstance(request: HttpRequest): Promise<readonly Reply[]> {
      const replies: Reply[] = [];
      const missing = new Set(instances);
      const isReached = await sendInTurn(request, (reply) => {
        replies.push(reply);
        if (reply.instance !== undefined) missing.delete(reply.instance);
        return missing.size === 0;
      });
      if (isReached) return replies;
      const names = [...missing].join(', ');
      throw missingError(`${mode.name}: ${names} did not answer for a long time.`);
    },
    /** Sends it to one instance after the other until a reply is wanted. @throws ExitError if none is */
    async sendUntil(request: HttpRequest, isWanted: (reply: Reply) => boolean): Promise<Reply> {
      let last: Reply | undefined;
      const isFound = await sendInTurn(request, (reply) => {
        last = reply;
        return isWanted(reply);
      });
      if (last && isFound) return last;
      const status = last?.answer?.status ?? 'no answer';
      throw missingError(`${request.method} ${request.path} was answered with ${status} each time.`);
    },
    /** Polls until the condition holds; errors count as false. @throws ExitError after 20 s, or the time limit of the caller */
    waitFor: (condition: () => Promise<boolean>, limitMs = timeoutMs) =>
      waitFor(condition, { signal, timeoutMs: limitMs, onTimeout: () => notBack(mode, limitMs) }),
    pause,
    async close(): Promise<void> {
      isClosed = true;
      signal.removeEventListener('abort', abort);
      await pool.destroy();
    },
  };
}

function notBack({ name }: Mode, limitMs: number): ExitError {
  const sentence = `${name}: the cluster has not recovered after ${limitMs / 1000} s.`;
  return missingError(sentence);
}

// Affinity routes: the ways through the balancer. A sticky mode has one to each instance, other modes one to all.

export interface AffinityRoute {
  /** The affinity cookies that lead to one instance; undefined where the balancer rotates. */
  readonly cookie: string | undefined;
}

/** An even hash leads to a given one of N instances once in N tries; this many miss one of nine less than once in 10^17 runs. */
const routeTriesPerInstance = 40;
/** The balancer leaves out an instance for up to two seconds after a failure. */
const routesTimeoutMs = 3000;
const json = { 'content-type': 'application/json' };

type Send = (request: HttpRequest) => Promise<Pick<Exchange, 'answer'>>;

/** Sends requests of new clients until the balancer has given a route to every instance. */
async function findAffinityRoutes(
  send: Send,
  mode: Mode,
  instances: readonly string[],
): Promise<readonly AffinityRoute[]> {
  if (mode.balancing !== 'sticky') return [{ cookie: undefined }];
  // Only the answer to a log-in gives the cookie. A log-in without credentials is refused, and opens no session.
  const emptyLogIn = { method: 'POST', path: `/api/${mode.name}/login`, headers: json, body: '{}' } as const;
  const found = new Map<string, AffinityRoute>();
  const deadline = performance.now() + routesTimeoutMs;
  for (let tries = 0; ; tries += 1) {
    if (found.size === instances.length) await dropWrong(found, send, mode);
    if (found.size === instances.length) return [...found.values()];
    const isLate = performance.now() > deadline;
    if (isLate && tries > routeTriesPerInstance * instances.length) throw notFound(mode, instances, found);
    const { answer } = await send(emptyLogIn);
    const instance = answer && instanceOf(answer);
    if (answer === undefined || instance === undefined || !instances.includes(instance)) continue;
    found.set(instance, { cookie: toCookieHeader(headerValues(answer, 'set-cookie')) });
  }
}

/** While the balancer leaves out an instance, others answer in its place, and its routes seem to be theirs. */
async function dropWrong(found: Map<string, AffinityRoute>, send: Send, mode: Mode): Promise<void> {
  for (const [instance, route] of found) {
    const { answer } = await send(withRoute({ method: 'GET', path: `/api/${mode.name}/me` }, route));
    if (!answer || instanceOf(answer) !== instance) found.delete(instance);
  }
}

/** The request with the route's cookie, in front of the cookies that it has. */
function withRoute(request: HttpRequest, route: AffinityRoute | undefined): HttpRequest {
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
  return missingError(sentence);
}
