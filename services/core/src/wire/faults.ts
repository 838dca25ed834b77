// Changes to the cluster: the requests for them, and the incidents that record what was done or observed.
import { type Static, type TProperties, Type } from 'typebox';
import { keyChanges, keyRings } from '../key-ring.js';
import { closed, frozen, nullableText, texts } from './schema.js';

const keyRing = Type.Enum(keyRings);
const keyChange = Type.Enum(keyChanges);
const ms = Type.Integer({ minimum: 1, maximum: 60_000 });
const count = Type.Integer({ minimum: 1, maximum: 9 });

/** POST /lab/keys. */
export const keysRequest = frozen(Type.Object({ ring: keyRing, how: keyChange }, closed));

/** POST /lab/instances/<id>/stall and /lab/redis/stall. */
export const stallRequest = frozen(Type.Object({ ms }, closed));

/** PUT /lab/redis/persistence. */
export const persistenceRequest = frozen(Type.Object({ isPersistent: Type.Boolean() }, closed));

/** PUT /lab/instances. */
export const scaleRequest = frozen(Type.Object({ count }, closed));

const error = Type.Unsafe<string | null>({
  ...nullableText,
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

export const incident = frozen(
  Type.Union([
    kind('crash', one),
    kind('drain', one),
    kind('stall', { ...one, ms }),
    kind('died', one),
    kind('back', one),
    kind('redis-crash', none),
    kind('redis-stall', { ...none, ms }),
    kind('redis-died', none),
    kind('redis-back', none),
    kind('redis-persistence', { ...none, isPersistent: Type.Boolean() }),
    kind('keys', { ...none, ring: keyRing, how: keyChange }),
    kind('restart-begins', { ...none, instances: texts }),
    kind('restart-ends', { ...none, error }),
    kind('scale', { ...none, count, error }),
  ]),
);

export type KeysRequest = Static<typeof keysRequest>;
export type Incident = Static<typeof incident>;
export type IncidentWhat = Incident['what'];
