// The server of the provider: its pages, the protocol, and its health. Builds it; does not run it.
import { createCredentialCheck, createGuessLimiter, type RedisClient } from '@scale-out-lab/api';
import { providerPath } from '@scale-out-lab/core';
import {
  commonProblem,
  endConnections,
  httpServer,
  notFound,
  problemHandler,
  setCommonHeaders,
} from '@scale-out-lab/http';
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import { Redis } from 'ioredis';
import type { ProviderConfig } from './config.js';
import { interactions } from './interactions.js';
import { loadKeys } from './keys.js';
import { createProvider } from './provider.js';
import { memoryState } from './state/memory.js';
import { redisState } from './state/redis.js';

const bodyLimitKb = 16;
const longestUrl = 4096;
/** A password waits until those before it are hashed. nginx sends a log-in to no other provider once this one has it. */
const lastAnswersMs = 2500;

interface AppOptions {
  readonly config: ProviderConfig;
  /** Undefined with the state in memory. */
  readonly redis?: RedisClient | undefined;
}

export async function buildApp({ config, redis }: AppOptions): Promise<FastifyInstance> {
  const { instanceId, issuer, logLevel } = config;
  const server = { name: instanceId, members: { servedBy: instanceId } };
  const fastify = Fastify({
    logger: { level: logLevel, base: { instance: instanceId } },
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: 'loopback, uniquelocal',
    ...httpServer({ server, bodyLimitKb }),
  });
  const provider = createProvider({
    config,
    keys: await loadKeys(config.keysDir, config.keys),
    state: redis ? (model) => redisState(redis, model) : memoryState,
    onFailure: (error) => fastify.log.error({ err: error }, 'request failed'),
  });

  fastify.addHook('preClose', async () => endConnections(fastify.server, lastAnswersMs));
  await fastify.register(problemHandler, { server, bodyLimitKb });
  await fastify.register(notFound, { server });
  fastify.addHook('onRequest', async ({ raw: { headers, url = '' } }, reply) => {
    setCommonHeaders(reply, instanceId);
    // A sign-in keeps its parameters for five minutes, in the memory that sessions need too.
    if (url.length > longestUrl)
      throw commonProblem(
        'invalid-request',
        `The address is longer than ${longestUrl} characters. Shorten the state.`,
      );
    // The provider has one name, whatever name the request used: every URL in an answer is built from it.
    headers.host = issuer.host;
    headers['x-forwarded-host'] = issuer.host;
    headers['x-forwarded-proto'] = issuer.protocol.slice(0, -1);
  });
  fastify.get('/livez', async () => ({ status: 'ok' }));
  fastify.get(`${providerPath}/instance`, async () => {
    const { state, keys } = config;
    return { instanceId, state, keys };
  });
  const place = { mode: { name: 'provider', state: config.state }, config };
  const limiter = createGuessLimiter({ ...place, redis: redis ?? new Redis({ lazyConnect: true }) });
  await fastify.register(interactions, {
    prefix: `${providerPath}/interaction`,
    ...{ provider, checkCredentials: createCredentialCheck(limiter), issuer, instanceId },
  });
  await fastify.register(protocol, { prefix: providerPath, handle: provider.callback() });
  return fastify;
}

type Handle = ReturnType<ReturnType<typeof createProvider>['callback']>;

/** The endpoints of OpenID Connect. oidc-provider reads the body and writes the answer by itself. */
async function protocol(fastify: FastifyInstance, { handle }: { handle: Handle }): Promise<void> {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', (_request, _payload, done) => done(null));
  fastify.all('/*', (request, reply) => {
    const { raw } = request;
    reply.hijack();
    for (const [name, value] of Object.entries(reply.getHeaders())) {
      if (value !== undefined) reply.raw.setHeader(name, value);
    }
    const url = raw.url ?? '';
    // oidc-provider reads its path from here, as in Express.
    handle(Object.assign(raw, { originalUrl: url, url: url.slice(providerPath.length) || '/' }), reply.raw);
  });
}
