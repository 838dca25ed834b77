// GET /lab/events is the stream of a page (server-sent events): what happens, as it happens.
import type { ServerResponse } from 'node:http';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { LabEvents } from '@scale-out-lab/core/wire';
import { Type } from 'typebox';
import { Problem } from '../problem.js';
import type { Reader, Stream } from '../stream/stream.js';
import type { Watch } from '../watch/watch.js';
import { always, refusals } from './responses.js';

export interface EventsOptions {
  readonly stream: Stream;
  readonly watch: Watch;
  readonly snapshot: () => LabEvents['snapshot'];
}

const mostStreams = 50;
const farewellMs = 1000;
const content = { 'text/event-stream': { schema: { type: 'string' } } };

const schema = {
  tags: ['events'],
  summary: 'The stream of events; goes on after the one that Last-Event-ID names',
  querystring: Type.Object({
    lastEventId: Type.Optional(Type.String({ maxLength: 64, description: 'As the header Last-Event-ID' })),
  }),
  response: {
    200: { description: 'snapshot, state, incident, run, row, progress, traffic', content },
    ...refusals([...always, 'too-many-streams']),
  },
};

export const events: FastifyPluginAsyncTypebox<EventsOptions> = async (
  fastify,
  { stream, watch, snapshot },
) => {
  fastify.get('/events', { schema, exposeHeadRoute: false }, async ({ headers, query }, reply) => {
    // So that a snapshot shows the cluster as it is.
    await watch.state();
    if (stream.listeners() >= mostStreams) {
      const detail = `${mostStreams} pages listen already; close one of them.`;
      throw new Problem('too-many-streams', detail);
    }
    if (reply.raw.destroyed) return reply.hijack();
    reply.hijack();
    const headersSoFar = Object.entries(reply.getHeaders()).filter(([, value]) => value !== undefined);
    reply.raw.writeHead(200, {
      ...Object.fromEntries(headersSoFar),
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      // Nothing comes after it, and a connection that is kept would hold up the end of the server.
      connection: 'close',
      'x-instance-id': 'lab',
      // nginx would keep it back until it has enough of it.
      'x-accel-buffering': 'no',
    });
    const lastEventId = [headers['last-event-id']].flat()[0] ?? query.lastEventId;
    const leave = stream.open(toReader(reply.raw), lastEventId, snapshot);
    reply.raw.once('close', leave);
    watch.begin();
  });
};

function toReader(response: ServerResponse): Reader {
  return {
    write(text) {
      response.write(text);
      return response.writableLength;
    },
    end() {
      response.end();
      // What somebody does not read can never be sent to its end.
      setTimeout(() => response.destroy(), farewellMs).unref();
    },
  };
}
