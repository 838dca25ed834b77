// The room: the visitors of a lab that is open to a network, each a browser with a name. GET and PUT /lab/room, and the
// events `room`, `visitor` and `guests`.
import { type Static, Type } from 'typebox';
import { exchangeKind } from './clients.js';
import { closed, frozen, nullableNumber, nullableText } from './schema.js';

const predicted = nullableNumber({
  description:
    'How many were predicted to fail while nothing is broken; null: the number of instances was not known',
});

export const roomVisitor = frozen(
  Type.Object({
    id: Type.String(),
    name: Type.String({ description: 'Unique in the room' }),
    isHost: Type.Boolean({ description: "Whether its page has sent the host's key" }),
    sent: Type.Integer({ description: 'Its requests with a credential, `GET /me`' }),
    lost: Type.Integer({ description: 'Those of them that failed' }),
    predicted,
  }),
);

export const roomView = frozen(
  Type.Object({
    urls: Type.Array(Type.String(), { description: 'Where other devices open the page, as far as known' }),
    isForEveryone: Type.Boolean({ description: 'Whether every visitor may inject faults' }),
    visitors: Type.Array(roomVisitor),
    sent: Type.Integer({ description: 'Of all visitors, also those that have left' }),
    lost: Type.Integer(),
    predicted,
  }),
);

/** PUT /lab/room/visitor gives this browser's visitor a name, if there is one. */
export const visitorRequest = frozen(
  Type.Object({ name: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })) }, closed),
);

/** PUT /lab/room. */
export const roomRequest = frozen(Type.Object({ isForEveryone: Type.Boolean() }, closed));

/** A request of a visitor, without anything that others could use. */
export const guestRequest = frozen(
  Type.Object({
    visitor: nullableText(),
    mode: Type.String(),
    kind: exchangeKind,
    status: nullableNumber({ description: 'Null: no answer' }),
    servedBy: nullableText(),
    isRetried: Type.Boolean(),
    code: nullableText(),
  }),
);

export type RoomVisitor = Static<typeof roomVisitor>;
export type RoomView = Static<typeof roomView>;
export type GuestRequest = Static<typeof guestRequest>;
