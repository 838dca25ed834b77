// One request to a control port, on a connection of its own, with the token; answered soon or a clear failure.
import { Client } from 'undici';
import { isRecord } from '../model/answer.js';
import { exitCodes, LoadtestFailure } from '../model/failure.js';
import { toPrintable } from '../model/printable.js';

/** Resolves to the body of the answer. */
export type ControlClient = (
  url: URL,
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body?: object,
) => Promise<unknown>;

const timeoutMs = 2000;

/** @param token asked for with every request, so that it need not be there before it is needed */
export function createControlClient(token: () => string): ControlClient {
  return async (url, method, path, body) => {
    const authorization = `Bearer ${token()}`;
    const client = new Client(url.origin, { pipelining: 0 });
    try {
      const answer = await client.request({
        method,
        path: `/control${path}`,
        headers: { authorization, ...(body && { 'content-type': 'application/json' }) },
        body: body ? JSON.stringify(body) : null,
        signal: AbortSignal.timeout(timeoutMs),
      });
      const text = await answer.body.text();
      if (answer.statusCode >= 300) throw refused(url, answer.statusCode, text);
      return JSON.parse(text);
    } catch (error) {
      throw error instanceof LoadtestFailure ? error : silent(url, error);
    } finally {
      await client.destroy();
    }
  };
}

function refused({ origin }: URL, status: number, text: string): LoadtestFailure {
  const sentence =
    status === 401
      ? `The control port at ${origin} refuses the token. Set CONTROL_TOKEN, or CONTROL_TOKEN_FILE, to that of the lab that runs there.`
      : `The control port at ${origin} answers ${status}: ${detailOf(text)}. Does --control name a control port?`;
  return new LoadtestFailure(exitCodes.missing, sentence);
}

function silent({ origin }: URL, cause: unknown): LoadtestFailure {
  const reason = cause instanceof Error && 'code' in cause ? cause.code : cause;
  const sentence = `The control port at ${origin} does not answer (${reason}). Start the lab, or name another address with --control.`;
  return new LoadtestFailure(exitCodes.missing, sentence, { cause });
}

function detailOf(text: string): string {
  try {
    const problem: unknown = JSON.parse(text);
    const isProblem = isRecord(problem) && typeof problem.detail === 'string';
    return toPrintable(isProblem ? String(problem.detail).replace(/\.$/, '') : text);
  } catch {
    return 'no problem document';
  }
}
