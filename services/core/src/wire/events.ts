// The requests that inject faults, the incidents that they record, and the event stream of a tab (GET /lab/events). `snapshot`
// comes first, in a room after `visitor`, and again if missed events are no longer kept. `incident`, `run` and `row` have an ID, by which the stream resumes
// after an interruption without loss or doubling.
import { type Static, type TProperties, Type } from 'typebox';
import { keyChanges, keyRings } from '../key-ring.js';
import { mostInstances } from '../names.js';
import { labState } from './cluster.js';
import { loadState, loadView } from './load.js';
import { guestRequest, roomView } from './room.js';
import { runHead, runRow, runView } from './runs.js';
import { closed, type Frozen, frozen, nullable, nullableNumber, nullableText, texts } from './schema.js';

const keyRing = Type.Enum(keyRings);
const keyChange = Type.Enum(keyChanges);
const ms = Type.Integer({ minimum: 1, maximum: 60_000 });
const untilStarted = nullableNumber({
  minimum: 0,
  maximum: 60_000,
  description: 'How long it stays down; null: until it is started; 0: its supervisor restarts it at once',
});
const count = Type.Integer({ minimum: 1, maximum: mostInstances });

/** POST /lab/keys. */
export const keysRequest = frozen(Type.Object({ ring: keyRing, how: keyChange }, closed));

/** POST /lab/instances/<id>/crash, /lab/redis/crash and /lab/redis/nodes/<id>/crash. Without a body its supervisor restarts it at once. */
export const crashRequest = frozen(nullable(Type.Object({ ms: untilStarted }, closed)));
/** POST /lab/instances/<id>/stall, /lab/redis/stall and /lab/redis/nodes/<id>/stall; null: until it is started. */
export const stallRequest = frozen(Type.Object({ ms: nullable(ms) }, closed));

/** PUT /lab/redis/persistence. */
export const persistenceRequest = frozen(Type.Object({ isPersistent: Type.Boolean() }, closed));

/** PUT /lab/instances. */
export const scaleRequest = frozen(Type.Object({ count }, closed));

const error = nullableText({
  description: 'Why it failed; null if it did not',
});

/** `what` decides which fields an incident has besides those of all. */
function kind<What extends string, Fields extends TProperties>(what: What, fields: Fields) {
  return Type.Object({
    id: Type.Integer({ description: 'Counts up from 1' }),
    at: Type.String(),
    what: Type.Literal(what),
    isAsked: Type.Boolean({ description: 'Whether it was requested here, or only observed' }),
    ...fields,
  });
}
const one = { instance: Type.String() };
const none = { instance: Type.Null() };
const node = { ...none, node: Type.String({ description: 'A server of Redis, or a sentinel' }) };

export const incident = frozen(
  Type.Union([
    kind('crash', { ...one, ms: untilStarted }),
    kind('drain', one),
    kind('stall', { ...one, ms: nullable(ms) }),
    kind('start', one),
    kind('died', one),
    kind('back', one),
    kind('redis-crash', { ...none, ms: untilStarted }),
    kind('redis-stall', { ...none, ms: nullable(ms) }),
    kind('redis-start', none),
    kind('redis-died', none),
    kind('redis-back', none),
    kind('redis-persistence', { ...none, isPersistent: Type.Boolean() }),
    kind('node-crash', {
      ...{ ...node, ms: untilStarted },
      lostShare: Type.Number({ description: 'Of the keys of Redis: those that no other server has' }),
    }),
    kind('node-stall', { ...node, ms: nullable(ms) }),
    kind('node-start', node),
    kind('node-died', node),
    kind('node-back', node),
    kind('node-promoted', node),
    kind('keys', { ...none, ring: keyRing, how: keyChange }),
    kind('restart-begins', { ...none, instances: texts }),
    kind('restart-ends', { ...none, error }),
    kind('scale', { ...none, count, error }),
    kind('reset-begins', none),
    kind('reset-ends', { ...none, error }),
  ]),
);

export type KeysRequest = Static<typeof keysRequest>;
export type Incident = Static<typeof incident>;
export type IncidentWhat = Incident['what'];

/** A request of an experiment or of the load, sampled on its way for the map. */
const seenRequest = frozen(
  Type.Object({
    mode: Type.String(),
    kind: Type.Enum(['login', 'me', 'logout', 'refresh', 'other']),
    status: Type.Integer(),
    servedBy: nullableText(),
    isRetried: Type.Boolean(),
  }),
);

/** The name of each event, and its data. */
export const labEvents = Type.Object({
  snapshot: Type.Object({
    state: labState,
    run: nullable(runView),
    load: nullable(loadView),
    incidents: Type.Array(incident),
    room: nullable(roomView),
  }),
  state: labState,
  incident,
  run: runHead,
  row: Type.Object({ runId: Type.String(), row: runRow, done: Type.Integer(), total: nullableNumber() }),
  progress: Type.Object({ runId: Type.String(), progress: Type.String() }),
  load: loadState,
  traffic: Type.Object({ seen: Type.Integer(), requests: Type.Array(seenRequest) }),
  room: roomView,
  visitor: Type.Object({ id: Type.String({ description: 'The visitor that this browser is' }) }),
  guests: Type.Object({ seen: Type.Integer(), requests: Type.Array(guestRequest) }),
});

export type SeenRequest = Static<typeof seenRequest>;
export type LabEvents = Frozen<Static<typeof labEvents>>;
