// GET /lab/room lists who is there. PUT /lab/room/visitor names this browser's visitor. PUT /lab/room opens faults to everyone.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { roomRequest, roomView, roomVisitor, visitorRequest } from '@scale-out-lab/core/wire';
import { Problem } from '../problem.js';
import { visitorSecret } from '../room/cookie.js';
import { hasKey } from '../room/host-key.js';
import { type Room, toView } from '../room/room.js';
import { changes, reads, route } from './responses.js';

interface RoomRoutes {
  /** Null: only this machine reaches the lab. */
  readonly room: Room | null;
  readonly hostKey: string;
}

export const room: FastifyPluginAsyncTypebox<RoomRoutes> = async (fastify, { room, hostKey }) => {
  function requireRoom(): Room {
    if (room) return room;
    const detail = 'Only this machine reaches the lab, so there is no room. LAB_ADDRESS=0.0.0.0 opens one.';
    throw new Problem('no-room', detail);
  }

  fastify.get(
    '/room',
    route('room', 'The visitors of a lab that is open to a network', {
      response: reads(roomView, 'no-room'),
    }),
    () => requireRoom().view(),
  );
  fastify.put(
    '/room',
    {
      ...route('room', 'Opens faults and experiments to every visitor, or to the host alone', {
        body: roomRequest,
        response: changes(200, roomView, 'no-room'),
      }),
      config: { access: 'host' },
    },
    ({ body }) => requireRoom().openToEveryone(body.isForEveryone),
  );
  fastify.put(
    '/room/visitor',
    {
      ...route('room', "Names this browser's visitor, which is the host if the host's key comes with it", {
        body: visitorRequest,
        response: changes(200, roomVisitor, 'no-room', 'not-found', 'name-taken'),
      }),
      config: { access: 'visitors' },
    },
    (request) => {
      const visitor = requireRoom().find(visitorSecret(request.headers));
      if (!visitor) {
        throw new Problem('not-found', 'This browser is not in the room. It enters by GET /lab/events.');
      }
      if (request.body.name !== undefined) requireRoom().rename(visitor, request.body.name);
      visitor.isHost ||= hasKey(request, hostKey);
      return toView(visitor);
    },
  );
};
