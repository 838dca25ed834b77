// Outcomes of logged-in requests. Each request has exactly one, so the outcomes add up to the requests sent.
import type { Outcomes } from '@scale-out-lab/core/wire';
import { type Answer, textField } from './answer.js';

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
