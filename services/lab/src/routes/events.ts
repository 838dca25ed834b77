// GET /lab/events is the event stream of a page (server-sent events).
import type { ServerResponse } from 'node:http';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { languages } from '@scale-out-lab/core';
import type { LabEvents } from '@scale-out-lab/core/wire';
import { Type } from 'typebox';
import { Problem } from '../problem.js';
import { addressOf, visitorCookie, visitorSecret } from '../room/cookie.js';
import type { Room } from '../room/room.js';
import { renderEvent, type Stream, type Subscriber } from '../stream/stream.js';
import type { Watch } from '../watch/watch.js';
import { always, refusals } from './responses.js';

interface EventsOptions {
  readonly stream: Stream;
  readonly watch: Watch;
  readonly snapshot: () => LabEvents['snapshot'];
  /** Null: only this machine reaches the lab. */
  readonly room: Room | null;
}

const streamLimit = 100;
/** So that one device cannot take all. Behind a shared address, this is the size of a room. */
const streamsOfAddress = 50;
const closeTimeoutMs = 1000;
const content = { 'text/event-stream': { schema: { type: 'string' } } };

const schema = {
  tags: ['events'],
  summary: 'The event stream; resumes after the event in Last-Event-ID',
  querystring: Type.Object({
    lastEventId: Type.Optional(
      Type.String({ maxLength: 64, description: 'The same as the header Last-Event-ID' }),
    ),
    language: Type.Optional(
      Type.Enum(languages, { description: 'Of the name that is made up for a new visitor' }),
    ),
  }),
  response: {
    200: {
      description: 'snapshot, state, incident, run, row, progress, load, traffic, room, visitor, guests',
      content,
    },
    ...refusals([...always, 'too-many-streams', 'room-full']),
  },
};

export const events: FastifyPluginAsyncTypebox<EventsOptions> = async (
  fastify,
  { stream, watch, snapshot, room },
) => {
  const places = createPlaces();
  fastify.get('/events', { schema, exposeHeadRoute: false }, async (request, reply) => {
    const { headers, query } = request;
    // The snapshot must be current.
    await watch.state();
    if (reply.raw.destroyed) return reply.hijack();
    const address = addressOf(request);
    places.require(address);
    const entered = room?.enter(visitorSecret(headers), query.language ?? 'en');
    const free = places.take(address);
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
      ...(entered && { 'set-cookie': visitorCookie(headers, entered.visitor.secret) }),
    });
    if (entered) reply.raw.write(renderEvent('visitor', { id: entered.visitor.id }));
    const lastEventId = [headers['last-event-id']].flat()[0] ?? query.lastEventId;
    const unsubscribe = stream.subscribe(toSubscriber(reply.raw), lastEventId, snapshot);
    reply.raw.once('close', () => {
      unsubscribe();
      entered?.leave();
      free();
    });
    watch.start();
  });
};

/** Counts the streams of all pages, and of each address. */
function createPlaces() {
  const taken = new Map<string, number>();
  const count = (address: string) => taken.get(address) ?? 0;
  return {
    /** @throws Problem (503) if there is no place for another */
    require(address: string): void {
      const all = [...taken.values()].reduce((sum, each) => sum + each, 0);
      if (all < streamLimit && count(address) < streamsOfAddress) return;
      const [limit, where] = all < streamLimit ? [streamsOfAddress, 'at this address '] : [streamLimit, ''];
      throw new Problem('too-many-streams', `${limit} pages ${where}listen already; close one of them.`);
    },
    /** Returns how to free it. */
    take(address: string): () => void {
      taken.set(address, count(address) + 1);
      return () => {
        if (count(address) === 1) taken.delete(address);
        else taken.set(address, count(address) - 1);
      };
    },
  };
}

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
