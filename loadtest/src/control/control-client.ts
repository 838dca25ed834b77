// Sends one request to a control port, with its token and a short timeout.
import { ExitError, exitCodes } from '@scale-out-lab/core';
import { exchangeOnce, type HttpRequest } from '../http/connection.js';
import { isRecord, jsonBody } from '../model/answer.js';
import { toPrintable } from '../model/words.js';

/** Resolves to the body of the answer. */
export type ControlClient = (
  url: URL,
  method: HttpRequest['method'],
  path: string,
  body?: object,
) => Promise<unknown>;

const timeoutMs = 2000;

/** @param token read for every request, so that a command without faults needs none */
export function createControlClient(token: () => string): ControlClient {
  return async (url, method, path, body) => {
    const headers = {
      authorization: `Bearer ${token()}`,
      ...(body && { 'content-type': 'application/json' }),
    };
    const request = { method, path: `/control${path}`, headers, body: body && JSON.stringify(body) };
    const { answer, failure } = await exchangeOnce(url, request, { timeoutMs });
    if (!answer) throw silent(url, failure);
    if (answer.status >= 300) throw refused(url, answer.status, answer.body);
    return jsonBody(answer);
  };
}

function refused({ origin }: URL, status: number, text: string): ExitError {
  const sentence =
    status === 401
      ? `The control port at ${origin} refuses the token. Set CONTROL_TOKEN, or CONTROL_TOKEN_FILE, to that of the lab that runs there.`
      : `The control port at ${origin} answers ${status}: ${detailOf(text)}. Does --control name a control port?`;
  return new ExitError(exitCodes.missing, sentence);
}

/** Only a port that does not answer has a cause; `find-instances.ts` relies on it. */
function silent({ origin }: URL, cause: string | undefined): ExitError {
  const sentence = `The control port at ${origin} does not answer (${cause}). Start the lab, or name another address with --control.`;
  return new ExitError(exitCodes.missing, sentence, { cause });
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
