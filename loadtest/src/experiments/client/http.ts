// Single requests to the balancer, on connections that stay open, each with the moments it was sent and answered.
import { Pool } from 'undici';
import { type Answer, instanceOf } from '../../model/answer.js';

export interface HttpRequest {
  readonly method: string;
  /** Begins with a slash, and is taken below the path of the URL. */
  readonly path: string;
  /** By name; or name, value, name, value, …, which may name a header twice. */
  readonly headers?: Readonly<Record<string, string>> | readonly string[];
  readonly body?: string;
}

export interface Reply {
  /** Undefined: it was never answered. */
  readonly answer: Answer | undefined;
  /** Which instance gave the answer. */
  readonly instance: string | undefined;
  /** On the clock of `performance.now()`. */
  readonly sentAt: number;
  readonly answeredAt: number;
}

export interface Http {
  /** @throws the signal's reason, when it was aborted */
  send(request: HttpRequest): Promise<Reply>;
  close(): Promise<void>;
}

const timeoutMs = 5000;
const connections = 24;

/** At most 24 requests are under way at a time, the others wait. */
export function openHttp(url: URL, signal: AbortSignal): Http {
  const pool = new Pool(url.origin, {
    connections,
    pipelining: 1,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connect: { timeout: timeoutMs },
  });
  const basePath = url.pathname.replace(/\/$/, '');
  const abort = () => void pool.destroy();
  signal.addEventListener('abort', abort, { once: true });

  async function ask({ method, path, headers = {}, body }: HttpRequest): Promise<Answer | undefined> {
    try {
      const options = { method: method as 'GET', path: basePath + path, headers: headers as string[] };
      const answer = await pool.request({ ...options, body: body ?? null });
      return { status: answer.statusCode, headers: answer.headers, body: await answer.body.text() };
    } catch {
      signal.throwIfAborted();
      return undefined;
    }
  }

  return {
    async send(request) {
      signal.throwIfAborted();
      const sentAt = performance.now();
      const answer = await ask(request);
      return { answer, instance: answer && instanceOf(answer), sentAt, answeredAt: performance.now() };
    },
    async close() {
      signal.removeEventListener('abort', abort);
      await pool.destroy();
    },
  };
}
