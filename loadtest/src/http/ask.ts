// A GET to the lab, which must be answered: without an answer nothing can be measured.
import type { Answer } from '../model/answer.js';
import { exitCodes, LoadtestFailure } from '../model/failure.js';
import { exchangeOnce } from './connection.js';

/** @throws LoadtestFailure when there is no answer, and the signal's reason */
export async function ask(url: URL, path: string, signal: AbortSignal): Promise<Answer> {
  const request = { method: 'GET', path, headers: { accept: 'application/json' } } as const;
  const { answer, failure } = await exchangeOnce(url, request, { signal });
  signal.throwIfAborted();
  if (answer) return answer;
  const sentence = `Nothing answers at ${url.href} (${failure}). Start the lab with "npm start" or "docker compose up", or name another address with --url.`;
  throw new LoadtestFailure(exitCodes.missing, sentence);
}
