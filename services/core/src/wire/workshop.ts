// GET /lab/workshop: which tasks of the workshop the control room has seen done since it started or was reset.
import { type Static, Type } from 'typebox';
import { frozen } from './schema.js';

export const workshopView = frozen(
  Type.Object({
    steps: Type.Array(
      Type.Object({
        name: Type.String(),
        tasks: Type.Record(Type.String(), Type.Boolean(), { description: 'Whether each task is done' }),
      }),
    ),
  }),
);

export type WorkshopView = Static<typeof workshopView>;
