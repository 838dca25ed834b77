// What is answered in the place of anything else, as a schema, and a table of answers for a route.
import type * as contract from '@scale-out-lab/dashboard';
import { type TSchema, Type } from 'typebox';
import { type ProblemCode, problems } from '../problem.js';
import { describes } from './describes.js';

export const problemView = describes<contract.ProblemView>()(
  Type.Object(
    {
      type: Type.String(),
      title: Type.String(),
      status: Type.Integer(),
      detail: Type.String(),
      code: Type.String(),
    },
    { description: 'Problem details (RFC 9457): programs read `code`, people read `detail`' },
  ),
);

/** What any route may answer, a stream of events among them. */
export const always = [
  'invalid-request',
  'foreign-host',
  'cross-origin',
  'request-timeout',
  'headers-too-large',
  'unsupported-encoding',
  'internal-error',
] as const satisfies readonly ProblemCode[];
const ofChanges: readonly ProblemCode[] = ['body-too-large', 'unsupported-media-type'];

/** The answers of a route that reads. */
export function reads<Answer extends TSchema>(answer: Answer, ...codes: readonly ProblemCode[]) {
  return { 200: answer, ...refusals([...always, ...codes]) };
}

/** The answers of a route that changes something: with that status, or refused. */
export function changes<Status extends 200 | 201 | 202 | 204, Answer extends TSchema>(
  status: Status,
  answer: Answer,
  ...codes: readonly ProblemCode[]
) {
  const good = { [status]: answer } as Record<Status, Answer>;
  return { ...good, ...refusals([...always, ...ofChanges, ...codes]) };
}

/** Codes of one status are one entry. */
export function refusals(codes: readonly ProblemCode[]): Record<number, object> {
  const content = { 'application/problem+json': { schema: problemView } };
  const statuses = [...new Set(codes.map((code) => problems[code].status))];
  return Object.fromEntries(
    statuses.map((status) => {
      const named = codes.filter((code) => problems[code].status === status);
      const description = named.map((code) => `${problems[code].title} (\`${code}\`)`).join('; ');
      return [status, { description, content }];
    }),
  );
}
