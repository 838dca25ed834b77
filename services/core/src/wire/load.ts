// The continuous load of logged-in users: GET, PUT and DELETE /lab/load, and the event `load` twice a second.
import { type Static, Type } from 'typebox';
import { passwordModeNames } from '../catalogue.js';
import { closed, frozen, nullable, nullableNumber } from './schema.js';

/** PUT /lab/load logs users in to the mode and starts their requests. A change of the mode logs them in again. */
export const loadRequest = frozen(
  Type.Object(
    {
      mode: Type.String({ description: `One of ${passwordModeNames.join(', ')}`, maxLength: 64 }),
      requestsPerSecond: Type.Integer({ minimum: 1, maximum: 60 }),
    },
    closed,
  ),
);

const counts = { sent: Type.Integer(), failed: Type.Integer() };
const predicted = nullableNumber({
  description: 'The share of requests that fails, from 0 to 1; null: the cluster changed since the log-in',
});

const loadSecond = frozen(
  Type.Object({ at: Type.String({ description: 'Its begin' }), mode: Type.String(), ...counts, predicted }),
);

export const loadView = frozen(
  Type.Object({
    mode: Type.String(),
    requestsPerSecond: Type.Integer(),
    users: Type.Integer(),
    startedAt: Type.String(),
    endsAt: Type.String({ description: 'When it ends by itself' }),
    total: Type.Object(counts, { description: 'Every request since the start once, without log-ins' }),
    recent: Type.Object({ seconds: Type.Integer(), ...counts }, { description: 'Those of the last seconds' }),
    predicted,
    history: Type.Array(loadSecond, {
      description: 'The last minute by the second, in which the requests ended',
    }),
  }),
);

/** Null: no load. */
export const loadState = frozen(Type.Object({ load: nullable(loadView) }));

export type LoadRequest = Static<typeof loadRequest>;
export type LoadSecond = Static<typeof loadSecond>;
export type LoadView = Static<typeof loadView>;
export type LoadState = Static<typeof loadState>;
