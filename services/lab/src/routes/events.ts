// GET /lab/events is the event stream of a page (server-sent events).
import type { ServerResponse } from 'node:http';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { LabEvents } from '@scale-out-lab/core/wire';
import { Type } from 'typebox';
import { Problem } from '../problem.js';
import type { Stream, Subscriber } from '../stream/stream.js';
import type { Watch } from '../watch/watch.js';
import { always, refusals } from './responses.js';

interface EventsOptions {
  readonly stream: Stream;
  readonly watch: Watch;
  readonly snapshot: () => LabEvents['snapshot'];
}

const streamLimit = 50;
const closeTimeoutMs = 1000;
const content = { 'text/event-stream': { schema: { type: 'string' } } };

const schema = {
  tags: ['events'],
  summary: 'The event stream; resumes after the event in Last-Event-ID',
  querystring: Type.Object({
    lastEventId: Type.Optional(
      Type.String({ maxLength: 64, description: 'The same as the header Last-Event-ID' }),
    ),
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
    // The snapshot must be current.
    await watch.state();
    if (stream.subscribers() >= streamLimit) {
      const detail = `${streamLimit} pages listen already; close one of them.`;
      throw new Problem('too-many-streams', detail);
    }
    if (reply.raw.destroyed) return reply.hijack();
    reply.hijack();
    const headersSoFar = Object.entries(reply.getHeaders()).filter(([, value]) => value !== undefined);
    reply.raw.writeHead(200, {
      ...Object.fromEntries(headersSoFar),
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      // A kept connection would delay the end of the server.
      connection: 'close',
      'x-instance-id': 'lab',
      // Otherwise nginx buffers the events.
      'x-accel-buffering': 'no',
    });
    const lastEventId = [headers['last-event-id']].flat()[0] ?? query.lastEventId;
    const unsubscribe = stream.subscribe(toSubscriber(reply.raw), lastEventId, snapshot);
    reply.raw.once('close', unsubscribe);
    watch.start();
  });
};

function toSubscriber(response: ServerResponse): Subscriber {
  return {
    write(text) {
      response.write(text);
      return response.writableLength;
    },
    end() {
      response.end();
      // A page that does not read never lets the response end.
      setTimeout(() => response.destroy(), closeTimeoutMs).unref();
    },
  };
}
