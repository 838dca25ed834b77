// The probe of the page: GET, POST and DELETE /lab/probe. The report is that of the command line.
import { type Static, Type } from 'typebox';
import { probeReport } from './probe.js';
import { closed, frozen, nullable, nullableText } from './schema.js';

const text = (description: string) => Type.String({ minLength: 1, maxLength: 2000, description });

/** As on the command line. A member that is left out has the default there. */
export const probeRequest = frozen(
  Type.Object(
    {
      url: text('The application, on the machine of the control room'),
      login: Type.Optional(text('POST /login user=alice&password=…; … stands for the password')),
      password: Type.Optional(Type.String({ maxLength: 200, description: 'Is in no answer' })),
      check: text('What only a logged-in user gets: GET /account'),
      expect: Type.Optional(text('The text in its answer that proves the log-in')),
      tokenPath: Type.Optional(text('The member of the answer to the log-in that is the token')),
      logOut: Type.Optional(text('POST /logout')),
      rate: Type.Optional(Type.Integer({ minimum: 1, maximum: 2000, description: 'Requests per second' })),
    },
    closed,
  ),
);

const probeView = frozen(
  Type.Object({
    url: Type.String(),
    status: Type.Enum(['running', 'finished', 'cancelled', 'failed'] as const),
    startedAt: Type.String(),
    progress: Type.String({ description: 'The current step, in words' }),
    failure: nullableText({ description: 'Why nothing was measured' }),
    report: nullable(probeReport),
  }),
);

/** Null before the first one. */
export const probeState = frozen(Type.Object({ probe: nullable(probeView) }));

export type ProbeRequest = Static<typeof probeRequest>;
export type ProbeView = Static<typeof probeView>;
export type ProbeState = Static<typeof probeState>;
