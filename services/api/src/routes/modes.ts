// GET /api/modes lists the catalogue: the axes of each mode, what it should lose and why, and the grace of its refresh tokens.
import { catalogue, explainPrediction, predictionFormula } from '@scale-out-lab/core';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config.js';

export async function modes(
  fastify: FastifyInstance,
  { refreshGraceSeconds: graceSeconds }: Pick<Config, 'refreshGraceSeconds'>,
): Promise<void> {
  const list = catalogue.map((mode) => ({
    ...mode,
    teaches: mode.teaches.en,
    ...(mode.refresh && { graceSeconds }),
    lost: predictionFormula(mode),
    why: explainPrediction(mode),
  }));
  fastify.get('/api/modes', async () => ({ modes: list }));
}
