// A recording of the page, which `npm run record` writes into replay.html: what the control room published, and what a visitor
// did, by the time since the start. The page plays it with the same components as the running lab.
import { type Static, type TSchema, Type } from 'typebox';
import { clientAndExchange, clientAndExchanges } from './clients.js';
import { labEvents } from './events.js';
import { frozen, nullableText } from './schema.js';

/** Raise it when an older recording would no longer play, and record `docs/replay.html` again. */
export const pageRecordingVersion = 1;

/** The scenes of a recording, in their order. Each names a mode, except the crashes. */
export const sceneNames = [
  'session-memory',
  'session-sticky',
  'sticky-crash',
  'session-redis',
  'redis-crash',
  'jwt-own-keys',
  'jwt-shared-key',
] as const;
export type SceneName = (typeof sceneNames)[number];

const atMs = Type.Number({ minimum: 0, description: 'Since the start' });

function moment<What extends string, Data extends TSchema>(what: What, data: Data) {
  return Type.Object({ atMs, what: Type.Literal(what), data });
}
const { snapshot, state, incident, load, traffic } = labEvents.properties;
const progress = { left: Type.Integer(), of: Type.Integer() };

const recordedMoment = Type.Union([
  moment('snapshot', snapshot),
  moment('state', state),
  moment('incident', incident),
  moment('load', load),
  moment('traffic', traffic),
  moment('scene', Type.Object({ scene: Type.Enum(sceneNames), mode: Type.String() })),
  moment('log-in', clientAndExchange),
  moment('requests', Type.Object({ ...progress, answer: clientAndExchanges })),
]);

export const pageRecording = frozen(
  Type.Object({
    schemaVersion: Type.Literal(pageRecordingVersion),
    version: Type.String({ description: 'Of the lab' }),
    commit: nullableText(),
    recordedAt: Type.String(),
    instances: Type.Integer({ minimum: 2 }),
    durationMs: Type.Number({ minimum: 1 }),
    moments: Type.Array(recordedMoment, { description: 'In order; the first one is a snapshot' }),
  }),
);

export type PageRecording = Static<typeof pageRecording>;
export type RecordedMoment = PageRecording['moments'][number];
