// A connection: one connection at a time and one request at a time, so that it is known what became of which on which socket.
import type { Socket } from 'node:net';
import { buildConnector, Client } from 'undici';
import type { HttpRequest } from '../experiments/client/http.js';
import type { Answer } from '../model/answer.js';

/** From the request to the last byte of the answer, the connecting included. */
const timeoutMs = 5000;

export interface Exchange {
  /** Undefined: no whole answer came. */
  readonly answer: Answer | undefined;
  /** Why it did not: `timeout`, `aborted` or the error's code. */
  readonly failure: string | undefined;
  /** Whether the connection had carried another request before. */
  readonly isSocketReused: boolean;
  /** Whether the connection was closed by the other side before it had sent any byte of the answer. */
  readonly isClosedSilently: boolean;
}

export interface Connection {
  /** Never rejects. The one before must be over. */
  exchange(request: HttpRequest): Promise<Exchange>;
  /** Ends what is under way, as `aborted`. */
  destroy(): Promise<void>;
}

export function openConnection(url: URL): Connection {
  const connectSocket = buildConnector({ timeout: timeoutMs });
  const basePath = url.pathname.replace(/\/$/, '');
  let connections = 0;
  let socket: Socket | undefined;

  const client = new Client(url.origin, {
    pipelining: 1,
    // One clock for all of a request, below.
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

  async function ask(
    { method, path, headers = {}, body }: HttpRequest,
    signal: AbortSignal,
  ): Promise<Answer> {
    const options = { method: method as 'GET', path: basePath + path, headers: headers as string[], signal };
    const { statusCode, ...answer } = await client.request({ ...options, body: body ?? null });
    return { status: statusCode, headers: answer.headers, body: await answer.body.text() };
  }

  return {
    async exchange(request) {
      const before = { connections, bytesRead: socket?.bytesRead ?? 0 };
      const giveUp = new AbortController();
      const timer = setTimeout(() => giveUp.abort(), timeoutMs);
      const isSocketReused = () => connections === before.connections && connections > 0;
      try {
        const answer = await ask(request, giveUp.signal);
        return { answer, failure: undefined, isSocketReused: isSocketReused(), isClosedSilently: false };
      } catch (error) {
        const isOurs = giveUp.signal.aborted || client.destroyed;
        const isSilent = isSocketReused() && socket?.bytesRead === before.bytesRead;
        return {
          answer: undefined,
          failure: giveUp.signal.aborted ? 'timeout' : client.destroyed ? 'aborted' : codeOf(error),
          isSocketReused: isSocketReused(),
          isClosedSilently: isSilent && !isOurs,
        };
      } finally {
        clearTimeout(timer);
      }
    },
    destroy: () => client.destroy(),
  };
}

function codeOf(error: unknown): string {
  const hasCode = typeof error === 'object' && error !== null && 'code' in error;
  return hasCode && typeof error.code === 'string' ? error.code : 'no-answer';
}
