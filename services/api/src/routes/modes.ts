// GET /api/modes lists the catalogue: the axes of each mode, and what it should lose, and why.
import { catalogue, explainPrediction, predictionFormula } from '@scale-out-lab/modes';
import type { FastifyInstance } from 'fastify';

export async function modes(fastify: FastifyInstance): Promise<void> {
  const list = catalogue.map((mode) => ({
    ...mode,
    lost: predictionFormula(mode),
    why: explainPrediction(mode),
  }));
  fastify.get('/api/modes', async () => ({ modes: list }));
}
