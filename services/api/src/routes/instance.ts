// The public routes of an instance. GET /api/instance names it, its start and its time. GET /api/modes lists the catalogue:
// the axes of each mode, its lesson (`?lang=ko`: in Korean), its predicted loss and the reason. GET /api/.well-known/jwks.json returns the public keys by which anyone
// can check a token (RFC 7517 §5). GET /livez answers while the process runs. GET /readyz reports whether the instance takes
// requests, and the problems of Redis.
import {
  catalogue,
  explainPrediction,
  type Language,
  languages,
  type Mode,
  predictionFormula,
} from '@scale-out-lab/core';
import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import { knownKeys, knownKeysPath } from '../keys/key-peers.js';
import { Problem } from '../problem.js';

const answer = Type.Object({
  instanceId: Type.String(),
  startedAt: Type.String(),
  uptimeSeconds: Type.Number(),
  now: Type.String(),
});

const modesQuery = Type.Object({ lang: Type.Optional(Type.Enum(languages)) });

interface InstanceRoutes {
  readonly served: readonly Mode[];
  readonly refreshGraceSeconds: number;
}

export async function instance(
  fastify: FastifyInstance,
  { served, refreshGraceSeconds: graceSeconds }: InstanceRoutes,
): Promise<void> {
  const needRedis = served.filter(({ state }) => state === 'redis').map(({ name }) => name);
  const { instanceState } = fastify;
  const { instanceId, startedAt, clock, keys } = instanceState;
  // Not by the clock that can be set wrong.
  const startedMs = performance.now();
  const uptimeSeconds = () => Math.round((performance.now() - startedMs) / 1000);

  fastify.get('/api/instance', { schema: { response: { 200: answer } } }, () => {
    const now = new Date(clock.now()).toISOString();
    return { instanceId, startedAt, uptimeSeconds: uptimeSeconds(), now };
  });
  const modesIn = (language: Language) =>
    catalogue.map((mode) => ({
      ...mode,
      teaches: mode.teaches[language],
      ...(mode.refresh && { graceSeconds }),
      lost: predictionFormula(mode),
      why: explainPrediction(mode),
    }));
  const modes = { en: modesIn('en'), ko: modesIn('ko') };
  fastify.get<{ Querystring: Static<typeof modesQuery> }>(
    '/api/modes',
    { schema: { querystring: modesQuery } },
    async ({ query: { lang = 'en' } }) => ({ modes: modes[lang] }),
  );
  fastify.get('/api/.well-known/jwks.json', async (_request, reply) => {
    reply.type('application/jwk-set+json').header('cache-control', 'max-age=1');
    return JSON.stringify({ keys: await keys.published.tokens.publicKeys() });
  });
  const { known } = keys.published;
  // Outside of /api/, so that nginx never passes it on.
  if (known) fastify.get(knownKeysPath, { schema: { response: { 200: knownKeys } } }, async () => known());
  fastify.get('/livez', async () => ({ status: 'ok' }));
  fastify.get('/readyz', async () => {
    if (instanceState.isDraining)
      throw new Problem('draining', 'The instance answers the requests that still reach it, then ends.');
    // Ready also without Redis, since other modes do not need it.
    const { problem, warning } = instanceState.redis.current();
    return {
      status: 'ok',
      redis: { status: problem ? 'failing' : 'ok', problem, warning, modes: needRedis },
    };
  });
}
