// GET /lab/experiments returns what can be measured: what each experiment asks, and why it cannot be run here.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { experimentList } from '@scale-out-lab/core/wire';
import { describeExperiments, type Faults } from '@scale-out-lab/loadtest';
import { reads } from './responses.js';

export const experiments: FastifyPluginAsyncTypebox<{ faults: Faults }> = async (fastify, { faults }) => {
  const schema = {
    tags: ['runs'],
    summary: 'The experiments, and what is in their way here',
    response: reads(experimentList),
  };
  fastify.get('/experiments', { schema }, async () => ({ experiments: describeExperiments(faults) }));
};
