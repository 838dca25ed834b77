// One mode as a plugin: its four axes choose the parts, and the routes are the same for all.
import type { Mode } from '@scale-out-lab/modes';
import type { FastifyInstance } from 'fastify';
import type { Redis } from 'ioredis';
import { jwtAuth } from './auth/jwt.js';
import { sessionAuth } from './auth/session.js';
import { memoryStore } from './auth/stores/memory.js';
import { redisStore } from './auth/stores/redis.js';
import type { Config } from './config.js';
import type { AllKeys } from './keys/index.js';
import { login } from './routes/login.js';
import { logout } from './routes/logout.js';
import { me } from './routes/me.js';

export interface ModeOptions {
  readonly mode: Mode;
  readonly config: Config;
  readonly keys: AllKeys;
  readonly redis: Redis;
}

export async function mode(fastify: FastifyInstance, options: ModeOptions): Promise<void> {
  const { instanceId } = options.config;
  await credentials[options.mode.credential](fastify, options);
  await fastify.register(login);
  await fastify.register(me, { instanceId });
  await fastify.register(logout);
}

/** The credential axis. */
const credentials = {
  async session(fastify, { mode, config, keys, redis }) {
    const { instanceId, sessionTtlSeconds: ttlSeconds } = config;
    const secret = keys[mode.keys].cookieSecret;
    const store = sessionStores[mode.state]?.({ redis, ttlSeconds, prefix: `session:${mode.name}` });
    if (!secret || !store)
      throw new TypeError(`${mode.name}: a session needs a store and a secret for its cookie`);
    const cookieName = `sid-${mode.name}`;
    const isStoreShared = mode.state === 'redis';
    await fastify.register(sessionAuth, { cookieName, secret, store, isStoreShared, instanceId });
  },
  async jwt(fastify, { mode, config, keys }) {
    const { instanceId, jwtTtlSeconds: ttlSeconds } = config;
    if (mode.state !== 'none')
      throw new TypeError(`${mode.name}: tokens that are remembered are not served yet`);
    await fastify.register(jwtAuth, {
      keys: keys[mode.keys].tokens,
      mode: mode.name,
      instanceId,
      ttlSeconds,
    });
  },
} satisfies Record<Mode['credential'], (fastify: FastifyInstance, options: ModeOptions) => Promise<void>>;

/** The state axis, for sessions. */
const sessionStores = {
  none: undefined,
  memory: memoryStore,
  redis: redisStore,
} satisfies Record<Mode['state'], unknown>;
