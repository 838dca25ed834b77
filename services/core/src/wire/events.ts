// The event stream of a tab: GET /lab/events. `snapshot` comes first, and again if missed events are no longer kept.
// `incident`, `run` and `row` have an ID, by which the stream resumes after an interruption without loss or doubling.
import { type Static, Type } from 'typebox';
import { labState } from './cluster.js';
import { incident } from './faults.js';
import { runHead, runRow, runView } from './runs.js';
import { frozen, nullable, nullableNumber, nullableText } from './schema.js';

/** A request of an experiment, sampled on its way for the map. */
const seenRequest = frozen(
  Type.Object({
    mode: Type.String(),
    kind: Type.Enum(['login', 'me', 'logout', 'refresh', 'other']),
    status: Type.Integer(),
    servedBy: nullableText,
    isRetried: Type.Boolean(),
  }),
);

const labEvents = frozen(
  Type.Object({
    snapshot: Type.Object({
      state: labState,
      run: nullable(runView),
      incidents: Type.Array(incident),
    }),
    state: labState,
    incident,
    run: runHead,
    row: Type.Object({ runId: Type.String(), row: runRow, done: Type.Integer(), total: nullableNumber }),
    progress: Type.Object({ runId: Type.String(), progress: Type.String() }),
    traffic: Type.Object({ seen: Type.Integer(), requests: Type.Array(seenRequest) }),
  }),
);

export type SeenRequest = Static<typeof seenRequest>;
/** The name of each event, and its data. */
export type LabEvents = Static<typeof labEvents>;
