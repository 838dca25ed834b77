// GET /lab/experiments lists the experiments; /lab/runs starts runs of them and serves their results and reports.

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { experimentList, type ReportDocument, runList, runRequest, runView } from '@scale-out-lab/core/wire';
import {
  describeExperiments,
  type Faults,
  renderHtml,
  renderJson,
  renderMarkdown,
} from '@scale-out-lab/loadtest';
import { Type } from 'typebox';
import type { Runs } from '../runs/runs.js';
import { changes, reads, refusals } from './responses.js';

const tags = ['runs'];
const params = Type.Object({ id: Type.String({ maxLength: 64 }) });

interface Format {
  readonly type: string;
  readonly render: (document: ReportDocument) => string;
}

const formats: Readonly<Record<string, Format>> = {
  json: { type: 'application/json; charset=utf-8', render: renderJson },
  md: { type: 'text/markdown; charset=utf-8', render: renderMarkdown },
  html: { type: 'text/html; charset=utf-8', render: renderHtml },
};

export const runs: FastifyPluginAsyncTypebox<{ runs: Runs; faults: Faults }> = async (
  fastify,
  { runs, faults },
) => {
  fastify.get(
    '/experiments',
    {
      schema: {
        tags,
        summary: 'The experiments, and why one cannot run here',
        response: reads(experimentList),
      },
    },
    async () => ({ experiments: describeExperiments(faults) }),
  );
  fastify.post(
    '/runs',
    {
      schema: {
        tags,
        summary: 'Starts a run, one at a time; it outlives the connection',
        body: runRequest,
        response: changes(202, runView, 'busy', 'not-possible'),
      },
    },
    ({ body }, reply) => {
      const run = runs.start(body);
      return reply.code(202).header('location', `/lab/runs/${run.id}`).send(run);
    },
  );
  fastify.get(
    '/runs',
    { schema: { tags, summary: 'The latest runs, newest first', response: reads(runList) } },
    async () => ({ runs: runs.list() }),
  );
  fastify.get(
    '/runs/:id',
    { schema: { tags, summary: 'One run', params, response: reads(runView, 'not-found') } },
    async ({ params: { id } }) => runs.find(id),
  );
  fastify.post(
    '/runs/:id/cancel',
    {
      schema: {
        tags,
        summary: 'Cancels a run; its report has the finished trials',
        params,
        response: changes(202, runView, 'not-found'),
      },
    },
    ({ params: { id } }, reply) => reply.code(202).send(runs.cancel(id)),
  );
  for (const [name, { type, render }] of Object.entries(formats)) {
    const [mediaType = ''] = type.split(';');
    const file = { description: 'The report', content: { [mediaType]: { schema: { type: 'string' } } } };
    const response = { 200: file, ...refusals(['foreign-host', 'not-found', 'not-over']) };
    const schema = { tags, summary: `The report of a run, as a file report.${name}`, params, response };
    fastify.get(`/runs/:id/report.${name}`, { schema }, async ({ params: { id } }, reply) => {
      const text = render(runs.report(id));
      const disposition = `attachment; filename="${id}-report.${name}"`;
      // A buffer, so that no schema serialises it again.
      return reply.type(type).header('content-disposition', disposition).send(Buffer.from(text));
    });
  }
};
