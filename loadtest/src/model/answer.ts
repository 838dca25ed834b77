// An HTTP answer, and tolerant readers of it: header names in any case, any body.

import type { CountedRefusal, Outcomes } from '@scale-out-lab/core/wire';
import { groupBy } from '../statistics/group-by.js';
import { listOf, toPrintable } from './words.js';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** Every value of a header, whatever the case of its name. */
export function headerValues(answer: Answer, name: string): readonly string[] {
  return Object.entries(answer.headers).flatMap(([key, value]) =>
    key.toLowerCase() === name ? (value ?? []) : [],
  );
}

/** The number of attempts of a log-in that gets 503 with Retry-After. */
export const mostLogInTries = 3;
const longestRetryAfterSeconds = 5;

/** The seconds in `Retry-After` of a 503; undefined if there are none, or too many. */
export function retryAfterSeconds(answer: Answer | undefined): number | undefined {
  if (answer?.status !== 503) return undefined;
  const seconds = Number(headerValues(answer, 'retry-after')[0]);
  return seconds <= longestRetryAfterSeconds ? seconds : undefined;
}

/** A text field of the JSON object in the body, escaped for a terminal; undefined if there is none. */
export function textField(answer: Answer, field: string): string | undefined {
  const body = jsonBody(answer);
  const value = isRecord(body) ? body[field] : undefined;
  return typeof value === 'string' ? toPrintable(value) : undefined;
}

/** A number field of the JSON object in the body; undefined if there is none. */
export function numberField(answer: Answer, field: string): number | undefined {
  const body = jsonBody(answer);
  const value = isRecord(body) ? body[field] : undefined;
  return typeof value === 'number' ? value : undefined;
}

export function jsonBody(answer: Answer): unknown {
  try {
    return JSON.parse(answer.body);
  } catch {
    return undefined;
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** The instance that answered. */
export function instanceOf(answer: Answer): string | undefined {
  const [named] = headerValues(answer, 'x-instance-id');
  return named === undefined ? textField(answer, 'servedBy') : toPrintable(named);
}

// Outcomes of logged-in requests. Each request has exactly one, so the outcomes add up to the requests sent.

export type Outcome = keyof Outcomes;
export const outcomes = [
  'ok',
  'unauthenticated',
  'wrongUser',
  'unavailable',
  'error',
] as const satisfies readonly Outcome[];

/** The outcome of a request of this user; no answer (undefined) is an error. */
export function classify(answer: Answer | undefined, username: string): Outcome {
  if (answer === undefined) return 'error';
  if (answer.status === 200) return classifySuccess(answer, username);
  return refusals[answer.status] ?? 'error';
}

const refusals: Readonly<Record<number, Outcome>> = {
  401: 'unauthenticated',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
};

/** A 200 is `ok` only if its body names the right user. */
function classifySuccess(answer: Answer, username: string): Outcome {
  const named = textField(answer, 'username');
  if (named === undefined) return 'error';
  return named === username ? 'ok' : 'wrongUser';
}

/** The reason of a failed request as a word that can be counted: the problem's `code`, or else the status. */
export function reasonOf(answer: Answer | undefined): string {
  if (answer === undefined) return 'no-answer';
  return textField(answer, 'code') ?? `http-${answer.status}`;
}

export function noOutcomes(): Record<Outcome, number> {
  return { ok: 0, unauthenticated: 0, wrongUser: 0, unavailable: 0, error: 0 };
}

export function countOutcomes(counted: Outcomes): number {
  return outcomes.reduce((total, outcome) => total + counted[outcome], 0);
}

// Refusals: the reason, the instance that issued the credential and the instance that refused it.

export type Refusal = Omit<CountedRefusal, 'count'>;

/** @param issuer of the credential, for an answer that does not name it */
export function readRefusal(answer: Answer | undefined, issuer: string | undefined): Refusal {
  return {
    code: reasonOf(answer),
    issuedBy: (answer && textField(answer, 'issuedBy')) ?? issuer ?? null,
    refusedBy: (answer && instanceOf(answer)) ?? null,
  };
}

/** The commonest first. */
export function countRefusals(refusals: Iterable<Refusal>): readonly CountedRefusal[] {
  const counts = new Map<string, CountedRefusal>();
  for (const refusal of refusals) {
    const key = JSON.stringify([refusal.code, refusal.issuedBy, refusal.refusedBy]);
    counts.set(key, { ...refusal, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  const byName = (a: string, b: string) => a.localeCompare(b, 'en', { numeric: true });
  const nameOf = ({ code, issuedBy, refusedBy }: Refusal) => `${code} ${issuedBy} ${refusedBy}`;
  return [...counts.values()].sort((a, b) => b.count - a.count || byName(nameOf(a), nameOf(b)));
}

/**
 * The commonest code in words: `72 × invalid-claims: tokens of api-1 refused by api-2 and api-3`. Null if nothing was
 * refused. @param credentials the kind of the refused credentials, in the plural
 */
export function describeCommonest(
  refusals: readonly CountedRefusal[],
  credentials: string,
  instances: readonly string[],
): string | null {
  const totals = new Map<string, number>();
  for (const { code, count } of refusals) totals.set(code, (totals.get(code) ?? 0) + count);
  const [commonest] = [...totals].sort(([, a], [, b]) => b - a);
  if (!commonest) return null;
  const [code, total] = commonest;
  const instanceNames = describeInstances(
    refusals.filter((refusal) => refusal.code === code),
    credentials,
    instances,
  );
  return `${total} × ${code}${instanceNames === '' ? '' : `: ${instanceNames}`}`;
}

/** Issuers are named together if the same instances refused their credentials. */
function describeInstances(
  refusals: readonly Refusal[],
  credentials: string,
  instances: readonly string[],
): string {
  const issuers = distinct(refusals.map(({ issuedBy }) => issuedBy));
  const refusersOf = (issuer: string | null) =>
    distinct(refusals.filter(({ issuedBy }) => issuedBy === issuer).map(({ refusedBy }) => refusedBy));
  const isByAllOthers = (issuer: string | null) =>
    issuer !== null && listOf(refusersOf(issuer)) === listOf(instances.filter((each) => each !== issuer));
  if (instances.length > 2 && issuers.length === instances.length && issuers.every(isByAllOthers))
    return `${credentials} of each instance refused by all others`;

  const issuersByRefusers = groupBy(issuers, (issuer) => listOf(refusersOf(issuer)));
  return Array.from(issuersByRefusers, ([refusers, of]) => {
    const names = listOf(of);
    const subject = names === '' ? credentials : `${credentials} of ${names}`;
    if (refusers === '') return names === '' ? '' : `${subject} not answered`;
    return `${subject} refused by ${refusers}`;
  })
    .filter((part) => part !== '')
    .join('; ');
}

function distinct(names: readonly (string | null)[]): readonly (string | null)[] {
  return [...new Set(names)].sort((a, b) => `${a}`.localeCompare(`${b}`, 'en', { numeric: true }));
}
