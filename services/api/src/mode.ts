// One mode as a plugin: its four axes choose the parts, and refresh and sign-in have routes of their own.
import { labClientId, type Mode, sessionCookieName, sessionCopyName } from '@scale-out-lab/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { jwtAuth } from './auth/jwt.js';
import { stores, tokenMemory } from './auth/log-ins/stores.js';
import { userTag } from './auth/log-ins/user-tag.js';
import { sessionAuth } from './auth/session.js';
import type { Config } from './config.js';
import { crossSite } from './cross-site.js';
import { createCredentialCheck } from './guesses/check-credentials.js';
import { createGuessLimiter } from './guesses/guess-limiter.js';
import type { Clock, InstanceState } from './instance-state.js';
import type { AllKeys } from './keys/index.js';
import type { RedisClient } from './redis.js';
import type { RestoreEpoch } from './restore-epoch.js';
import { login } from './routes/login.js';
import { me } from './routes/me.js';
import { logout, refresh } from './routes/refresh.js';
import { sessions } from './routes/sessions.js';
import { notesIn } from './sign-in/notes.js';
import { pendingSignIns } from './sign-in/pending.js';
import { createProviderClient } from './sign-in/provider-client.js';
import { providerLogOut } from './sign-in/provider-log-out.js';
import { originOf, signIn } from './sign-in/sign-in.js';

interface ModeOptions {
  readonly mode: Mode;
  readonly config: Config;
  readonly keys: AllKeys;
  readonly redis: RedisClient;
  readonly epoch: RestoreEpoch;
  readonly now: Clock;
  /** A mode registers here the counter of its log-ins in memory. */
  readonly logInCounters: InstanceState['logInCounters'];
}

export async function mode(fastify: FastifyInstance, options: ModeOptions): Promise<void> {
  const { instanceId, isCsrfProtected } = options.config;
  await credentials[options.mode.credential](fastify, options);
  await fastify.register(crossSite, { isCsrfProtected });
  await fastify.register(login, { checkCredentials: createCredentialCheck(createGuessLimiter(options)) });
  await fastify.register(me, { instanceId });
  const signIn = createSignIn(options);
  await fastify.register(logout, { endSessionUrl: signIn?.endSessionUrl });
  await fastify.register(sessions);
  if (options.mode.refresh) await fastify.register(refresh);
  await signIn?.register(fastify);
}

/** The transaction axis, in modes that sign users in through the OpenID provider; undefined in others. */
function createSignIn({ mode, config, redis, epoch, now }: ModeOptions) {
  if (mode.transaction === undefined) return undefined;
  const { instanceId, sessionSecret: secret, sessionTtlSeconds } = config;
  const { isTls } = config;
  const { labOrigins } = config.provider;
  const place = { mode: mode.name, redis, epoch, now };
  const pending = pendingSignIns[mode.transaction]({ ...place, secret });
  const notes = notesIn[mode.state === 'redis' ? 'redis' : 'memory'](place);
  const provider = createProviderClient(config.provider, labClientId(mode));
  return {
    endSessionUrl: (request: FastifyRequest) => provider.endSessionUrl(`${originOf(request, labOrigins)}/`),
    async register(fastify: FastifyInstance): Promise<void> {
      await fastify.register(signIn, {
        ...{ instanceId, pending, isPendingInMemory: mode.transaction === 'memory' },
        ...{ provider, notes, sessionTtlSeconds, labOrigins, isTls },
      });
      await fastify.register(providerLogOut, { notes, provider });
    },
  };
}

/** The credential axis. */
const credentials = {
  async session(fastify, options) {
    const { mode, config, keys, now } = options;
    const { instanceId, sessionTtlSeconds: ttlSeconds } = config;
    const tag = userTag(config.sessionSecret);
    const secrets = keys[mode.keys].cookies;
    const store = stores[mode.state]?.({ ...options, userTag: tag }, 0);
    if (!secrets || !store)
      throw new TypeError(`${mode.name}: a session needs a store and a secret for its cookie`);
    const { isTls } = config;
    const cookieName = sessionCookieName(mode, isTls);
    const copyName = sessionCopyName(mode, isTls);
    const isStoreShared = mode.state === 'redis';
    const { name, cacheSeconds } = mode;
    const terms = { cookieName, copyName, secrets, store, isStoreShared, instanceId, ttlSeconds, now };
    await fastify.register(sessionAuth, { ...terms, mode: name, cacheSeconds, userTag: tag });
  },
  async jwt(fastify, options) {
    const { mode, config, keys, now } = options;
    const { instanceId, jwtTtlSeconds } = config;
    const tag = userTag(config.jwtSecret);
    await fastify.register(jwtAuth, {
      keys: keys[mode.keys].tokens,
      mode: mode.name,
      isTls: config.isTls,
      instanceId,
      memory: tokenMemory({ ...options, userTag: tag }),
      userTag: tag,
      now,
      accessSeconds: mode.refresh ? config.accessTtlSeconds : jwtTtlSeconds,
      logInSeconds: mode.refresh ? config.refreshTtlSeconds : jwtTtlSeconds,
    });
  },
} satisfies Record<Mode['credential'], (fastify: FastifyInstance, options: ModeOptions) => Promise<void>>;
