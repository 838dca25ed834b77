// The result of a check: whether its answer shows a logged-in user, and how it failed otherwise.
import type { Outcome } from '@scale-out-lab/core/wire';
import type { Answer } from '../model/answer.js';
import { headerValues, isRecord, jsonBody } from '../model/answer.js';

/** All that are given must hold. */
export interface Proof {
  /** A text in the body. */
  readonly text?: string | undefined;
  /** A member of the JSON body, by its path with dots, and its value. */
  readonly json?: { readonly path: string; readonly value: string } | undefined;
  /** 200 to 299 where no status is given. */
  readonly status?: number | undefined;
}

export function judgeCheck(answer: Answer | undefined, proof: Proof): Outcome {
  if (answer === undefined) return 'no-answer';
  if (isProven(answer, proof)) return 'ok';
  if (answer.status === 429) return 'rate-limited';
  if (answer.status === 431 || /header.{0,20}too large/i.test(answer.body)) return 'too-large';
  return answer.status >= 500 ? 'unavailable' : 'logged-out';
}

function isProven(answer: Answer, { text, json, status }: Proof): boolean {
  const isStatus =
    status === undefined ? answer.status >= 200 && answer.status < 300 : answer.status === status;
  if (!isStatus || (text !== undefined && !answer.body.includes(text))) return false;
  return json === undefined || String(memberOf(jsonBody(answer), json.path)) === json.value;
}

/** The value at a path such as `user.names.0`. */
export function memberOf(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (part, name) => (isRecord(part) && Object.hasOwn(part, name) ? part[name] : undefined),
      value,
    );
}

export function parseJsonProof(text: string): Proof['json'] {
  const at = text.indexOf('=');
  return at > 0 ? { path: text.slice(0, at), value: text.slice(at + 1) } : undefined;
}

/** An answer in a few words, with the reason of the refusal: `401 unknown-session`, `302 to /login`. */
export function describeRefusal(answer: Answer | undefined): string {
  if (answer === undefined) return 'no answer';
  const [location] = headerValues(answer, 'location');
  if (location !== undefined)
    return `${answer.status} to ${hideTokens(location.replace(/[?#;].*/, '')).slice(0, 60)}`;
  const words = wordsOf(answer);
  return words === '' ? `${answer.status}` : `${answer.status} ${words}`;
}

/** The reason in a JSON body; nothing of any other body, which can hold personal data. */
export function wordsOf(answer: Answer): string {
  const body = jsonBody(answer);
  if (!isRecord(body)) return '';
  const { code, error, message, detail } = body;
  const found = [code, error, message, detail].find((each) => typeof each === 'string') ?? '';
  return hideTokens(String(found))
    .replaceAll(/[^\w .,:'-]/g, '')
    .slice(0, 80);
}

/** An application can quote the credential that it refuses. Words alone, such as ERR_JWS_SIGNATURE_VERIFICATION_FAILED, stay. */
const hideTokens = (text: string) =>
  text.replaceAll(/(?=[\w.%+~-]*\d)(?=[\w.%+~-]*[a-z])[\w.%+~-]{20,}=*/gi, '…');
