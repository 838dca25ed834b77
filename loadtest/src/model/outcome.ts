// Outcomes: what became of a logged-in request. Each request has exactly one, so they add up to what was sent.
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

/** What an answer means to the user who asked; no answer at all (undefined) is an error. */
export function classify(answer: Answer | undefined, username: string): Outcome {
  if (answer === undefined) return 'error';
  if (answer.status === 200) return whose(answer, username);
  return refusals[answer.status] ?? 'error';
}

const refusals: Readonly<Record<number, Outcome>> = {
  401: 'unauthenticated',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
};

/** A 200 proves nothing by itself: only a body that names the right user is `ok`. */
function whose(answer: Answer, username: string): Outcome {
  const named = textField(answer, 'username');
  if (named === undefined) return 'error';
  return named === username ? 'ok' : 'wrongUser';
}

/** Why it was not ok, in a word that programs can count: the problem's `code`, or else the status. */
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
