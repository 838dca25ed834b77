// What instances and Redis hold, and what was done to them, as schemas.
import type * as contract from '@scale-out-lab/dashboard';
import { Type } from 'typebox';
import { closed, describes, nullable, nullableBoolean, nullableNumber, nullableText } from './describes.js';

const keyRing = Type.Enum(['session', 'jwt', 'published']);
const names = Type.Array(Type.String());

export const instanceView = describes<contract.InstanceView>()(
  Type.Object({
    id: Type.String(),
    isAlive: Type.Boolean(),
    isReady: Type.Boolean(),
    startedAt: nullableText,
    now: nullableText,
    rssBytes: nullableNumber,
    requests: nullableNumber,
    inFlight: nullableNumber,
    logIns: Type.Record(Type.String(), Type.Number()),
    keys: Type.Object({ session: names, jwt: names, published: names }),
  }),
);

export const redisView = describes<contract.RedisView>()(
  Type.Object({
    isAlive: Type.Boolean(),
    usedMemoryBytes: nullableNumber,
    keys: nullableNumber,
    isPersistent: nullableBoolean,
  }),
);

export const labState = describes<contract.LabState>()(
  Type.Object({
    at: Type.String(),
    instances: Type.Array(instanceView),
    redis: nullable(redisView),
    busy: nullable(Type.Enum(['run', 'restart', 'scale'])),
    can: Type.Object({ scale: Type.Boolean(), breakRedis: Type.Boolean(), persistRedis: Type.Boolean() }),
  }),
);

export const incident = describes<contract.Incident>()(
  Type.Object({
    id: Type.Integer(),
    at: Type.String(),
    what: Type.Enum([
      'crash',
      'drain',
      'stall',
      'died',
      'back',
      'redis-crash',
      'redis-stall',
      'redis-died',
      'redis-back',
      'redis-persistence',
      'keys',
      'restart-begins',
      'restart-ends',
      'scale',
    ]),
    instance: nullableText,
    isAsked: Type.Boolean(),
    note: nullableText,
  }),
);

export const keysRequest = describes<contract.KeysRequest>()(
  Type.Object({ ring: keyRing, how: Type.Enum(['overlap', 'retire', 'cut', 'reset']) }, closed),
);

export const stallRequest = describes<contract.StallRequest>()(
  Type.Object({ ms: Type.Integer({ minimum: 1, maximum: 60_000 }) }, closed),
);

export const persistenceRequest = describes<contract.PersistenceRequest>()(
  Type.Object({ isPersistent: Type.Boolean() }, closed),
);

export const scaleRequest = describes<contract.ScaleRequest>()(
  Type.Object({ count: Type.Integer({ minimum: 1, maximum: 9 }) }, closed),
);
