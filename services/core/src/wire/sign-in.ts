// A sign-in through the OpenID provider that the control room plays as a browser: POST /lab/sign-ins.
import { type Static, Type } from 'typebox';
import { signInModeNames } from '../catalogue.js';
import { closed, frozen, nullable, nullableNumber, nullableText } from './schema.js';

export const signInRequest = frozen(
  Type.Object(
    {
      mode: Type.Enum([...signInModeNames]),
      isAmidOthers: Type.Boolean({
        description: 'Whether other requests reach the instances while the user is at the provider',
      }),
    },
    closed,
  ),
);

const step = Type.Object({
  method: Type.Enum(['GET', 'POST']),
  path: Type.String({ description: 'Without the query, which holds codes' }),
  status: nullableNumber({ description: 'Null: no answer' }),
  servedBy: nullableText(),
});

/** The tokens that the provider issues to an ordinary client, here the program `local-app`. */
const tokens = Type.Object({
  idToken: Type.String(),
  accessToken: Type.String(),
  userinfo: Type.Record(Type.String(), Type.Unknown(), {
    description: 'What the provider answers to the access token',
  }),
});

/** Each request of the browser, and how the sign-in ended. */
export const signInView = frozen(
  Type.Object({
    mode: Type.String(),
    username: Type.String(),
    steps: Type.Array(step),
    begunBy: nullableText(),
    /** The instance that got the callback. */
    callbackAt: nullableText(),
    isLoggedIn: Type.Boolean(),
    code: nullableText(),
    detail: nullableText(),
    otherRequests: Type.Integer({ description: 'Requests of others before the callback' }),
    tokens: nullable(tokens),
  }),
);

export type SignInRequest = Static<typeof signInRequest>;
export type SignInView = Static<typeof signInView>;
