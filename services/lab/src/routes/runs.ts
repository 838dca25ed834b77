// GET /lab/experiments lists the experiments; /lab/runs starts runs of them and serves their results and reports.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { experimentList, runList, runRequest, runView } from '@scale-out-lab/core/wire';
import {
  describeExperiments,
  type Faults,
  renderHtml,
  renderJson,
  renderMarkdown,
} from '@scale-out-lab/loadtest';
import { Type } from 'typebox';
import type { Runs } from '../runs/runs.js';
import { always, changes, params, reads, refusals, route } from './responses.js';

const formats = {
  json: { mediaType: 'application/json', render: renderJson },
  md: { mediaType: 'text/markdown', render: renderMarkdown },
  html: { mediaType: 'text/html', render: renderHtml },
};

const reportQuery = Type.Object({
  open: Type.Optional(Type.Enum(['true'], { description: 'A browser shows it instead of saving it' })),
});

export const runs: FastifyPluginAsyncTypebox<{ runs: Runs; faults: Faults }> = async (
  fastify,
  { runs, faults },
) => {
  fastify.get(
    '/experiments',
    route('runs', 'The experiments, and why one cannot run here', { response: reads(experimentList) }),
    async () => ({ experiments: describeExperiments(faults) }),
  );
  fastify.post(
    '/runs',
    route('runs', 'Starts a run, one at a time; it outlives the connection', {
      body: runRequest,
      response: changes(202, runView, 'busy', 'already-down', 'not-possible'),
    }),
    ({ body }, reply) => {
      const run = runs.start(body);
      return reply.code(202).header('location', `/lab/runs/${run.id}`).send(run);
    },
  );
  fastify.get(
    '/runs',
    route('runs', 'The latest runs, newest first', { response: reads(runList) }),
    async () => ({ runs: runs.list() }),
  );
  fastify.get(
    '/runs/:id',
    route('runs', 'One run', { params, response: reads(runView, 'not-found') }),
    async ({ params: { id } }) => runs.find(id),
  );
  fastify.post(
    '/runs/:id/cancel',
    route('runs', 'Cancels a run; its report has the finished trials', {
      params,
      response: changes(202, runView, 'not-found'),
    }),
    ({ params: { id } }, reply) => reply.code(202).send(runs.cancel(id)),
  );
  for (const [name, { mediaType, render }] of Object.entries(formats)) {
    const file = { description: 'The report', content: { [mediaType]: { schema: { type: 'string' } } } };
    const response = { 200: file, ...refusals([...always, 'not-found', 'not-over']) };
    fastify.get(
      `/runs/:id/report.${name}`,
      route('runs', `The report of a run, as a file report.${name}`, {
        params,
        querystring: reportQuery,
        response,
      }),
      async ({ params: { id }, query: { open } }, reply) => {
        const text = render(runs.report(id));
        const disposition = open ? 'inline' : 'attachment';
        reply.header('content-disposition', `${disposition}; filename="${id}-report.${name}"`);
        reply.header('content-security-policy', reportPolicy);
        // A buffer, so that no schema serialises it again.
        return reply.type(`${mediaType}; charset=utf-8`).send(Buffer.from(text));
      },
    );
  }
};

/** The report brings its own styles. It runs nothing, and is no part of the page's origin. */
const reportPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox";
