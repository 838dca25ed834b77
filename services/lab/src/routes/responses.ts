// The options of a route for Fastify and the OpenAPI document: its words, its good response, and every refusal by its status.
import { problemView } from '@scale-out-lab/core/wire';
import { type TSchema, Type } from 'typebox';
import { type ProblemCode, problems } from '../problem.js';

/** The options of a route. */
export function route<Schema extends object>(tag: string, summary: string, schema: Schema) {
  return { schema: { tags: [tag], summary, ...schema } };
}

/** The path of a client, an instance or a run names it. */
export const params = Type.Object({ id: Type.String({ maxLength: 64 }) });

/** Any route may refuse with these, the stream of events too. */
export const always = [
  'invalid-request',
  'foreign-host',
  'cross-origin',
  'request-timeout',
  'headers-too-large',
  'unsupported-encoding',
  'internal-error',
] as const satisfies readonly ProblemCode[];
const ofChanges: readonly ProblemCode[] = [
  'host-only',
  'too-fast',
  'body-too-large',
  'unsupported-media-type',
];

/** The responses of a route that reads. */
export function reads<Answer extends TSchema>(answer: Answer, ...codes: readonly ProblemCode[]) {
  return { 200: answer, ...refusals([...always, ...codes]) };
}

/** The responses of a route that changes something. */
export function changes<Status extends 200 | 201 | 202 | 204, Answer extends TSchema>(
  status: Status,
  answer: Answer,
  ...codes: readonly ProblemCode[]
) {
  const good = { [status]: answer } as Record<Status, Answer>;
  return { ...good, ...refusals([...always, ...ofChanges, ...codes]) };
}

/** One entry a status, which lists all its codes. */
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
