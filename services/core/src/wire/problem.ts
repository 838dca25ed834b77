// A refusal of any route: RFC 9457 problem details.
import { type Static, Type } from 'typebox';
import { frozen } from './schema.js';

export const problemView = frozen(
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

export type ProblemView = Static<typeof problemView>;
