// A log-in from a browser's recording (HAR 1.2): the first request that sends a password.
import { usageError } from '@scale-out-lab/core';
import { isRecord } from '../model/answer.js';
import { type CopiedRequest, isLeftOut } from './curl.js';
import { findTypedSecret, parseRequest } from './request.js';

/** @throws ExitError (2) that names the missing part; it shows no value */
export function parseHar(text: string): CopiedRequest {
  const requests = requestsOf(text);
  const logIn = requests.find(({ method, body }) => method !== 'GET' && findTypedSecret(body) !== undefined);
  if (!logIn)
    throw usageError(
      `--from-har has ${requests.length} requests, and none of them sends a password. Record the log-in itself.`,
    );
  const url = new URL(logIn.url);
  const request = parseRequest(`${logIn.method} ${url.pathname}${url.search}`);
  if (!request) throw usageError(`--from-har logs in with ${logIn.method}; expected POST, PUT or PATCH.`);
  return { url, request: { ...request, body: logIn.body }, headers: logIn.headers };
}

function requestsOf(text: string) {
  let recording: unknown;
  try {
    recording = JSON.parse(text);
  } catch (cause) {
    throw usageError('--from-har is not JSON; expected a recording that a browser saved as HAR.', { cause });
  }
  const log = isRecord(recording) ? recording.log : undefined;
  const entries = isRecord(log) && Array.isArray(log.entries) ? log.entries : [];
  return entries.flatMap((entry: unknown) => {
    const request = isRecord(entry) ? entry.request : undefined;
    if (!isRecord(request) || typeof request.url !== 'string' || !URL.canParse(request.url)) return [];
    const { postData } = request;
    const body = isRecord(postData) ? bodyOf(postData) : undefined;
    return [{ method: String(request.method), url: request.url, body, headers: headersOf(request.headers) }];
  });
}

/** Some programs record the fields of a form, and no text. */
function bodyOf({ text, params }: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof text === 'string' && text !== '') return text;
  const fields = (Array.isArray(params) ? params : []).flatMap((each: unknown) =>
    isRecord(each) ? [[String(each.name), String(each.value ?? '')]] : [],
  );
  return fields.length > 0 ? new URLSearchParams(fields).toString() : undefined;
}

function headersOf(list: unknown): Record<string, string> {
  const pairs = (Array.isArray(list) ? list : []).flatMap((each: unknown) =>
    isRecord(each) ? [[String(each.name).toLowerCase(), String(each.value)] as const] : [],
  );
  return Object.fromEntries(pairs.filter(([name]) => !isLeftOut(name)));
}
