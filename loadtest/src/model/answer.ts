// An HTTP answer, and tolerant readers of it: header names in any case, any body.

import { toPrintable } from './words.js';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Every value of a header, whatever the case of its name. */
export function headerValues(answer: Answer, name: string): readonly string[] {
  return Object.entries(answer.headers).flatMap(([key, value]) =>
    key.toLowerCase() === name ? (value ?? []) : [],
  );
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
