// Sends the requests of a probe: at most so many a second, on fresh or kept connections.
import {
  type Connection,
  type HttpRequest,
  isLoopback,
  openConnection,
  type Protocol,
  type Reach,
} from '../http/connection.js';
import { pause } from '../http/wait.js';
import { type Answer, headerValues } from '../model/answer.js';
import type { ProbePlan } from './plan.js';

export interface Reply {
  /** Undefined without a complete answer. */
  readonly answer: Answer | undefined;
  readonly failure: string | undefined;
}

export type Route =
  | { readonly kept: KeptConnections }
  | { readonly localAddress: string }
  | { readonly isHttp2Allowed: true }
  | undefined;

/** One connection to each origin, for one user. */
interface KeptConnections {
  to(url: URL): Connection;
  close(): Promise<void>;
}

export interface Agent {
  /** By performance.now(): the age of a given credential counts from here. */
  readonly startedAt: number;
  /** On a fresh connection, unless a route is given. @throws the signal's reason when it is aborted */
  send(url: URL, request: Omit<HttpRequest, 'path'>, route?: Route): Promise<Reply>;
  /** The same request so many times at once: on fresh connections, or as streams of a kept HTTP/2 connection. */
  sendAtOnce(
    url: URL,
    request: Omit<HttpRequest, 'path'>,
    count: number,
    route?: Route,
  ): Promise<readonly Reply[]>;
  keep(reach?: { readonly isHttp2Allowed: true }): KeptConnections;
  /** Those of all answers so far. */
  protocols(): readonly Protocol[];
  /** Requests so far. */
  sent(): number;
  /** Answers with 429 so far. */
  limited(): number;
}

const maxBodySize = 2_000_000;
const longestBackOffSeconds = 30;
const userAgent = 'scale-out-lab-probe';

export function createAgent(plan: ProbePlan, signal: AbortSignal): Agent {
  const reach = { isTlsVerified: plan.isTlsVerified, maxBodySize };
  let sent = 0;
  let limited = 0;
  let nextAt = 0;
  const protocols = new Set<Protocol>();
  const open = (url: URL, more: Reach = {}) =>
    openConnection(new URL(url.origin), plan.timeoutMs, { ...reach, ...more });

  async function waitForTurn(): Promise<void> {
    const waitMs = nextAt - performance.now();
    if (waitMs > 0) await pause(waitMs, signal);
    signal.throwIfAborted();
    nextAt = Math.max(nextAt, performance.now()) + 1000 / plan.rate;
  }

  async function exchange(url: URL, request: Omit<HttpRequest, 'path'>, route: Route): Promise<Reply> {
    if (plan.isLoopbackOnly && !isLoopback(url)) return { answer: undefined, failure: 'other-machine' };
    const isKept = route !== undefined && 'kept' in route;
    const connection = isKept ? route.kept.to(url) : open(url, route);
    const abort = () => void connection.destroy();
    signal.addEventListener('abort', abort, { once: true });
    try {
      const headers = { 'user-agent': userAgent, accept: '*/*', ...request.headers };
      const reply = await connection.exchange({ ...request, headers, path: url.pathname + url.search });
      const protocol = connection.protocol();
      if (protocol) protocols.add(protocol);
      return reply;
    } finally {
      signal.removeEventListener('abort', abort);
      if (!isKept) await connection.destroy();
    }
  }

  return {
    startedAt: performance.now(),
    sent: () => sent,
    limited: () => limited,
    protocols: () => [...protocols].sort(),
    keep: (more) => keepConnections((url) => open(url, more)),
    async sendAtOnce(url, request, count, route) {
      await waitForTurn();
      sent += count;
      nextAt += ((count - 1) * 1000) / plan.rate;
      const replies = await Promise.all(Array.from({ length: count }, () => exchange(url, request, route)));
      signal.throwIfAborted();
      limited += replies.filter(({ answer }) => answer?.status === 429).length;
      return replies;
    },
    async send(url, request, route) {
      await waitForTurn();
      sent += 1;
      const reply = await exchange(url, request, route);
      signal.throwIfAborted();
      if (reply.answer?.status === 429) limited += 1;
      nextAt += backOffMs(reply.answer);
      return reply;
    },
  };
}

function keepConnections(open: (url: URL) => Connection): KeptConnections {
  const connections = new Map<string, Connection>();
  return {
    to(url) {
      const connection = connections.get(url.origin) ?? open(url);
      connections.set(url.origin, connection);
      return connection;
    },
    async close() {
      await Promise.all([...connections.values()].map((each) => each.destroy()));
    },
  };
}

/** The wait that a 429 or 503 states (RFC 9110 §10.2.3); one second after a 429 without one. */
function backOffMs(answer: Answer | undefined): number {
  if (answer?.status !== 429 && answer?.status !== 503) return 0;
  const [text = ''] = headerValues(answer, 'retry-after');
  const seconds = /^\d+$/.test(text) ? Number(text) : answer.status === 429 ? 1 : 0.2;
  return Math.min(seconds, longestBackOffSeconds) * 1000;
}
