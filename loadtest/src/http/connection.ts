// One HTTP connection. With HTTP/1.1 it carries one request at a time, so that each failure belongs to a known request and socket.

import type { Socket } from 'node:net';
import type { ProbeReport } from '@scale-out-lab/core/wire';
import pLimit from 'p-limit';
import { buildConnector, Client } from 'undici';
import type { Answer } from '../model/answer.js';
import { trust } from './trust.js';

export type Headers = Readonly<Record<string, string>>;

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Begins with a slash, and is taken below the path of the server's URL. */
  readonly path: string;
  /** By name; or name, value, name, value, …, which may name a header twice. */
  readonly headers?: Headers | readonly string[];
  readonly body?: string | undefined;
}

export interface Exchange {
  /** Undefined without a complete answer. */
  readonly answer: Answer | undefined;
  /** Why there is no answer: `timeout`, `aborted` or the error's code. */
  readonly failure: string | undefined;
  /** Whether the socket had carried another request before. */
  readonly isSocketReused: boolean;
  /** Whether the server closed the socket before it sent a byte of the answer. */
  readonly isClosedSilently: boolean;
}

export interface Connection {
  /** Never rejects. The previous exchange must be over, unless the protocol is HTTP/2. */
  exchange(request: HttpRequest): Promise<Exchange>;
  /** Of the last answer; undefined without a connection. */
  protocol(): Protocol | undefined;
  /** A request under way ends as `aborted`. */
  destroy(): Promise<void>;
}

export type Protocol = ProbeReport['protocols'][number];

/** How to reach a server that is not the lab's own. */
export interface Reach {
  /** The address of this machine to connect from. */
  readonly localAddress?: string | undefined;
  /** False accepts any certificate. */
  readonly isTlsVerified?: boolean;
  /** Uses HTTP/2 if the server offers it in the TLS handshake (ALPN, RFC 9113 §3.2). */
  readonly isHttp2Allowed?: boolean;
  /** A longer body ends the exchange. Bytes. */
  readonly maxBodySize?: number;
}

/** @param timeoutMs from the request to the last byte of the answer, connecting included */
export function openConnection(
  url: URL,
  timeoutMs = 5000,
  { localAddress, isTlsVerified = true, isHttp2Allowed = false, maxBodySize = -1 }: Reach = {},
): Connection {
  const connectSocket = buildConnector({
    timeout: timeoutMs,
    rejectUnauthorized: isTlsVerified,
    allowH2: isHttp2Allowed,
    ...trust(),
  });
  const basePath = basePathOf(url);
  let connections = 0;
  let socket: Socket | undefined;

  const client = new Client(url.origin, {
    pipelining: isHttp2Allowed ? mostStreams : 1,
    allowH2: isHttp2Allowed,
    maxResponseSize: maxBodySize,
    ...(localAddress !== undefined && { localAddress }),
    // One timer covers the whole exchange, below.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect(options, callback) {
      connectSocket(options, (...result) => {
        connections += 1;
        socket = result[1] ?? undefined;
        callback(...result);
      });
    },
  });

  async function send({ path, headers = {}, ...request }: HttpRequest, signal: AbortSignal): Promise<Answer> {
    const { statusCode, ...answer } = await client.request({
      method: request.method,
      path: basePath + path,
      headers: headers as string[],
      body: request.body ?? null,
      signal,
    });
    return { status: statusCode, headers: answer.headers, body: await answer.body.text() };
  }

  return {
    async exchange(request) {
      const before = { connections, bytesRead: socket?.bytesRead ?? 0 };
      const timeout = new AbortController();
      const timer = setTimeout(() => timeout.abort(), timeoutMs);
      const isSocketReused = () => connections === before.connections && connections > 0;
      try {
        const answer = await send(request, timeout.signal);
        return { answer, failure: undefined, isSocketReused: isSocketReused(), isClosedSilently: false };
      } catch (error) {
        const isOurs = timeout.signal.aborted || client.destroyed;
        const isSilent = isSocketReused() && socket?.bytesRead === before.bytesRead;
        return {
          answer: undefined,
          failure: timeout.signal.aborted ? 'timeout' : client.destroyed ? 'aborted' : codeOf(error),
          isSocketReused: isSocketReused(),
          isClosedSilently: isSilent && !isOurs,
        };
      } finally {
        clearTimeout(timer);
      }
    },
    protocol: () => socket && (isHttp2(socket) ? 'HTTP/2' : 'HTTP/1.1'),
    destroy: () => client.destroy(),
  };
}

/** Exchanges of one HTTP/2 connection at once. */
const mostStreams = 100;

const isHttp2 = (socket: Socket) => 'alpnProtocol' in socket && socket.alpnProtocol === 'h2';

/** On a separate connection. A balancer that balances connections shows its other instances to new ones only. */
export async function exchangeOnce(
  url: URL,
  request: HttpRequest,
  { timeoutMs, signal }: { readonly timeoutMs?: number; readonly signal?: AbortSignal },
): Promise<Exchange> {
  signal?.throwIfAborted();
  const connection = openConnection(url, timeoutMs);
  const abort = () => void connection.destroy();
  signal?.addEventListener('abort', abort, { once: true });
  try {
    return await connection.exchange(request);
  } finally {
    signal?.removeEventListener('abort', abort);
    await connection.destroy();
  }
}

function codeOf(error: unknown): string {
  const hasCode = typeof error === 'object' && error !== null && 'code' in error;
  return hasCode && typeof error.code === 'string' ? error.code : 'no-answer';
}

export const isTls = ({ protocol }: Pick<URL, 'protocol'>): boolean => protocol === 'https:';

/** Names below localhost are loopback everywhere (RFC 6761 §6.3). */
export function isLoopback({ hostname }: URL): boolean {
  const isName = hostname === 'localhost' || hostname.endsWith('.localhost');
  return isName || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

/** The path of a server's URL without a slash at its end, for the paths of requests to follow. */
export function basePathOf({ pathname }: URL): string {
  return pathname.replace(/\/$/, '');
}

// A pool of connections to one server. Requests beyond its size wait for a connection.

export function openConnectionPool(url: URL, size: number) {
  const limit = pLimit(size);
  const connections: Connection[] = [];
  const idle: Connection[] = [];
  let isDestroyed = false;

  function open(): Connection {
    const connection = openConnection(url);
    connections.push(connection);
    if (isDestroyed) void connection.destroy();
    return connection;
  }
  return {
    /** Whether another request would wait. */
    isFull: () => limit.activeCount + limit.pendingCount >= size,
    /** Lends a connection until the work is over. */
    use: <Result>(work: (connection: Connection) => Promise<Result>): Promise<Result> =>
      limit(async () => {
        const connection = idle.pop() ?? open();
        try {
          return await work(connection);
        } finally {
          idle.push(connection);
        }
      }),
    /** Requests under way and later ones end as `aborted`. */
    async destroy(): Promise<void> {
      isDestroyed = true;
      await Promise.all(connections.map((connection) => connection.destroy()));
    },
  };
}
