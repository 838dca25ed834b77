// The visitors that the control room plays: POST /lab/clients and the paths below it. One page cannot hold two sessions or
// read an HttpOnly cookie, so the control room does both.
import { type Static, Type } from 'typebox';
import { modeNames } from '../catalogue.js';
import { closed, type Frozen, frozen, nullable, nullableNumber, nullableText } from './schema.js';

const mode = Type.String({ description: `One of ${modeNames.join(', ')}`, maxLength: 64 });
const model = Type.Enum(['pinned', 'browser']);
/** `sessions` lists the user's log-ins, `end` ends one of them. */
export const exchangeKind = Type.Enum(['login', 'me', 'logout', 'refresh', 'sessions', 'end']);
const text = (description: string) => nullableText({ description });

const credential = frozen(
  Type.Object({
    kind: Type.Enum(['session', 'jwt']),
    header: Type.String({ description: 'The header that carries it: cookie or authorization' }),
    text: Type.String({ description: 'The value of the cookie as it is sent, or the token' }),
    refreshToken: nullableText(),
    copy: Type.Optional(Type.String({ description: 'The cookie with the signed copy of the session' })),
    expiresAt: text('When it expires; null if the log-in did not say'),
  }),
);

/** One real request to the balancer, its credential, and its answer. */
const exchange = frozen(
  Type.Object({
    id: Type.Integer({ description: 'Counts up from 1 while the control room runs' }),
    kind: exchangeKind,
    clientId: Type.String({ description: 'The client that sent it' }),
    mode: Type.String(),
    method: Type.Enum(['GET', 'POST', 'DELETE']),
    path: Type.String(),
    sentAt: Type.String(),
    durationMs: Type.Number(),
    credential: nullable(credential),
    status: nullableNumber({ description: 'Null: no answer' }),
    servedBy: text('The instance that answered, or nginx'),
    issuedBy: text('The instance that issued the credential, if an answer said so'),
    isRetried: Type.Boolean({ description: 'Whether the balancer tried another instance first' }),
    code: text('The stable code of a refusal'),
    detail: text('The reason of a refusal, in words'),
    username: text('Of a `me` with status 200: the user that the instance recognised'),
    verifyMs: nullableNumber(),
    storeMs: nullableNumber(),
  }),
);

const labClient = frozen(
  Type.Object({
    id: Type.String(),
    mode: Type.String(),
    username: Type.String(),
    model,
    credential: nullable(credential),
    issuedBy: text('The instance that served the log-in'),
    /** Optional, because docs/replay.html has clients without it. */
    loggedInAt: Type.Optional(text('When the log-in was sent; null if the credential was pasted')),
    copyOf: text('The client whose credential it copied'),
  }),
);

/** POST /lab/clients logs in. */
export const logInRequest = frozen(
  Type.Object(
    {
      mode,
      username: Type.String({ minLength: 1, maxLength: 64 }),
      password: Type.Optional(
        Type.String({ minLength: 1, maxLength: 256, description: '`demo` if left out' }),
      ),
      model: Type.Optional(model),
      expiresInSeconds: Type.Optional(
        Type.Integer({ minimum: 1, maximum: 86_400, description: 'At most the lifetime of the mode' }),
      ),
      exclusive: Type.Optional(Type.Boolean({ description: "Whether it ends the user's other log-ins" })),
    },
    closed,
  ),
);

/** POST /lab/clients/pasted makes a client of a credential that a person wrote. */
export const pasteRequest = frozen(
  Type.Object(
    // Only characters that a header can carry, so that no second header can be injected.
    { mode, credential: Type.String({ pattern: '^[!-~]+$', maxLength: 16_384 }) },
    closed,
  ),
);

/** POST /lab/clients/<id>/requests sends `count` requests, one after the other. */
export const sendRequest = frozen(Type.Object({ count: Type.Integer({ minimum: 1, maximum: 100 }) }, closed));

export const clientAlone = frozen(Type.Object({ client: labClient }));

/** A log-in that was refused gives a client without a credential. */
export const clientAndExchange = frozen(Type.Object({ client: labClient, exchange }));

/** A refresh that came first is among the exchanges. */
export const clientAndExchanges = frozen(Type.Object({ client: labClient, exchanges: Type.Array(exchange) }));

/** A log-in in the list of its user, as `GET /api/<mode>/sessions` returns it. */
const listedLogIn = Type.Object({
  id: Type.String({ description: 'Names the log-in and is not a credential' }),
  device: Type.String(),
  createdAt: Type.String(),
  expiresAt: Type.String(),
  issuedBy: Type.String(),
  current: Type.Boolean({ description: 'Whether it is the log-in of this client' }),
});

/** The body of `GET /api/<mode>/sessions`, as far as the control room reads it. */
export const logInList = Type.Object({ sessions: Type.Array(listedLogIn) });

/** GET /lab/clients/<id>/sessions: the first page of the list; null if the instance refused to list. */
export const clientAndLogIns = frozen(
  Type.Object({ client: labClient, exchange, logIns: nullable(Type.Array(listedLogIn)) }),
);

export type Credential = Static<typeof credential>;
export type ExchangeKind = Static<typeof exchangeKind>;
export type Exchange = Static<typeof exchange>;
export type LabClient = Static<typeof labClient>;
export type ListedLogIn = Frozen<Static<typeof listedLogIn>>;
export type LogInRequest = Static<typeof logInRequest>;
export type PasteRequest = Static<typeof pasteRequest>;
export type ClientAlone = Static<typeof clientAlone>;
export type ClientAndExchange = Static<typeof clientAndExchange>;
export type ClientAndExchanges = Static<typeof clientAndExchanges>;
export type ClientAndLogIns = Static<typeof clientAndLogIns>;
