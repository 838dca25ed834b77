// The state of the cluster, as last observed: GET /lab/state, and the event `state` several times in two seconds.
import { type Static, Type } from 'typebox';
import { frozen, nullable, nullableBoolean, nullableNumber, nullableText, texts } from './schema.js';

const hold = frozen(
  Type.Object(
    {
      how: Type.Enum(['crash', 'stall'], {
        description: 'Whether its process has ended, or runs and does nothing',
      }),
      until: nullableText({
        description: 'When it starts by itself; null: only when it is started',
      }),
    },
    { description: 'Why the part stays down' },
  ),
);

const instanceView = frozen(
  Type.Object({
    id: Type.String(),
    isAlive: Type.Boolean({ description: 'Whether its control port answers' }),
    isReady: Type.Boolean(),
    hold: nullable(hold),
    startedAt: nullableText(),
    now: nullableText({ description: 'Its own clock' }),
    rssBytes: nullableNumber(),
    requests: nullableNumber({ description: 'Since it started' }),
    inFlight: nullableNumber(),
    logIns: Type.Record(Type.String(), Type.Number(), {
      description: 'For each mode, the number of log-ins in its memory',
    }),
    keys: Type.Object(
      { session: texts, jwt: texts, published: texts },
      { description: 'Names of keys, never keys; the one that signs comes first' },
    ),
  }),
);

const redisNodeView = frozen(
  Type.Object({
    id: Type.String(),
    role: Type.Unsafe<'primary' | 'replica' | 'sentinel' | null>({
      type: ['string', 'null'],
      enum: ['primary', 'replica', 'sentinel', null],
      description:
        'As the sentinels or the cluster name it; null: a former primary that follows no other yet',
    }),
    follows: nullableText({ description: 'The primary of a replica' }),
    isAlive: Type.Boolean(),
    isCutOff: Type.Boolean({ description: 'Whether it answers, and replicates with no server that does' }),
    hold: nullable(hold),
  }),
);

const redisView = frozen(
  Type.Object({
    isAlive: Type.Boolean(),
    hold: nullable(hold),
    usedMemoryBytes: nullableNumber(),
    keys: nullableNumber({
      description: 'Sessions, revoked tokens and families of refresh tokens',
    }),
    isPersistent: nullableBoolean({
      description: 'Whether it writes an append-only file',
    }),
    nodes: Type.Optional(
      Type.Array(redisNodeView, { description: 'Its servers and sentinels; absent where it is one server' }),
    ),
  }),
);

export const labState = frozen(
  Type.Object({
    at: Type.String(),
    instances: Type.Array(instanceView),
    redis: nullable(redisView),
    busy: nullable(Type.Enum(['run', 'restart', 'scale', 'reset'])),
    can: Type.Object({
      scale: Type.Boolean(),
      breakRedis: Type.Boolean(),
      persistRedis: Type.Boolean(),
      hold: Type.Boolean({ description: 'Whether a part can stay down until it is started' }),
    }),
  }),
);

export type Hold = Static<typeof hold>;
export type InstanceView = Static<typeof instanceView>;
export type RedisNodeView = Static<typeof redisNodeView>;
export type RedisView = Static<typeof redisView>;
export type LabState = Static<typeof labState>;
