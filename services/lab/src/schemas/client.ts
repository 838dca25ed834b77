// The page's clients and what they sent, as schemas.

import { modeNames } from '@scale-out-lab/core';
import type * as contract from '@scale-out-lab/dashboard';
import { Type } from 'typebox';
import { closed, describes, nullable, nullableNumber, nullableText } from './describes.js';

const model = Type.Enum(['pinned', 'browser']);
const mode = Type.String({ description: `One of ${modeNames.join(', ')}`, maxLength: 64 });

export const credential = describes<contract.Credential>()(
  Type.Object({
    kind: Type.Enum(['session', 'jwt']),
    header: Type.String(),
    text: Type.String(),
    refreshToken: nullableText,
    expiresAt: nullableText,
  }),
);

export const exchange = describes<contract.Exchange>()(
  Type.Object({
    id: Type.Integer(),
    kind: Type.Enum(['login', 'me', 'logout', 'refresh']),
    clientId: Type.String(),
    mode: Type.String(),
    method: Type.Enum(['GET', 'POST']),
    path: Type.String(),
    sentAt: Type.String(),
    durationMs: Type.Number(),
    credential: nullable(credential),
    status: nullableNumber,
    servedBy: nullableText,
    issuedBy: nullableText,
    isRetried: Type.Boolean(),
    code: nullableText,
    detail: nullableText,
    username: nullableText,
    verifyMs: nullableNumber,
    storeMs: nullableNumber,
  }),
);

export const labClient = describes<contract.LabClient>()(
  Type.Object({
    id: Type.String(),
    mode: Type.String(),
    username: Type.String(),
    model,
    credential: nullable(credential),
    issuedBy: nullableText,
    copyOf: nullableText,
  }),
);

export const logInRequest = describes<contract.LogInRequest>()(
  Type.Object(
    {
      mode,
      username: Type.String({ minLength: 1, maxLength: 64 }),
      password: Type.Optional(Type.String({ minLength: 1, maxLength: 256 })),
      model: Type.Optional(model),
      expiresInSeconds: Type.Optional(Type.Integer({ minimum: 1, maximum: 86_400 })),
    },
    closed,
  ),
);

export const pasteRequest = describes<contract.PasteRequest>()(
  Type.Object(
    // What a header can carry, so that nothing else can be written into it.
    { mode, credential: Type.String({ pattern: '^[!-~]+$', maxLength: 16_384 }) },
    closed,
  ),
);

export const sendRequest = describes<contract.SendRequest>()(
  Type.Object({ count: Type.Integer({ minimum: 1, maximum: 100 }) }, closed),
);

export const clientAlone = describes<contract.ClientAlone>()(Type.Object({ client: labClient }));

export const clientAndExchange = describes<contract.ClientAndExchange>()(
  Type.Object({ client: labClient, exchange }),
);

export const clientAndExchanges = describes<contract.ClientAndExchanges>()(
  Type.Object({ client: labClient, exchanges: Type.Array(exchange) }),
);
