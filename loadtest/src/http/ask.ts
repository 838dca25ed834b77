// One GET on a connection of its own, with an answer soon or a clear failure.
import { Client } from 'undici';
import type { Answer } from '../model/answer.js';
import { exitCodes, LoadtestFailure } from '../model/failure.js';

const timeoutMs = 5000;

/** `path` begins with a slash and is taken below the path of `url`. */
export async function ask(url: URL, path: string, signal: AbortSignal): Promise<Answer> {
  // A balancer that balances connections, not requests, shows its other instances only to a new connection.
  const client = new Client(url.origin, { headersTimeout: timeoutMs, bodyTimeout: timeoutMs, pipelining: 0 });
  try {
    const { statusCode, headers, body } = await client.request({
      method: 'GET',
      path: url.pathname.replace(/\/$/, '') + path,
      headers: { accept: 'application/json' },
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    return { status: statusCode, headers, body: await body.text() };
  } catch (error) {
    signal.throwIfAborted();
    throw new LoadtestFailure(
      exitCodes.missing,
      `Nothing answers at ${url.href} (${reasonOf(error)}). Start the lab with "npm start" or "docker compose up", or name another address with --url.`,
      { cause: error },
    );
  } finally {
    await client.destroy();
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
