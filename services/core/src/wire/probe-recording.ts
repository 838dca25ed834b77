// The recording of a probe: every answer to its checks, and its other observations. `--raw` writes it and `--from-run` judges it again.
import { type Static, type TSchema, Type } from 'typebox';
import { probeParts } from '../names.js';
import { probeProtocols } from './probe.js';
import { closed, type Frozen, texts } from './schema.js';

/** A member that is left out or undefined. */
const maybe = <Schema extends TSchema>(schema: Schema) =>
  Type.Optional(Type.Union([schema, Type.Undefined()]));
const count = Type.Integer({ minimum: 0 });

const answer = Type.Object(
  {
    status: Type.Integer(),
    headers: Type.Record(
      Type.String(),
      Type.Union([Type.String(), Type.Array(Type.String()), Type.Undefined()]),
    ),
    body: Type.String(),
  },
  closed,
);

const check = Type.Object(
  {
    outcome: Type.Enum([
      'ok',
      // 401, 403, a redirect, or an answer without the proof.
      'logged-out',
      // Refused after the end that the credential states.
      'expired',
      'rate-limited',
      // 500 to 599.
      'unavailable',
      'too-large',
      'no-answer',
    ] as const),
    /** The values of its cookies are left out, and the body ends after 2,000 characters. */
    answer: maybe(answer),
    /** Why there is no answer. */
    failure: maybe(Type.String()),
    /** Since the log-in. */
    ageMs: Type.Number(),
  },
  closed,
);

/** A cookie that a browser would not store or not send to the check. */
const rejectedCookie = Type.Object({ name: Type.String(), reason: Type.String() }, closed);

const credentialForm = Type.Object(
  {
    /** `token`: a JWT. `sealed`: a cookie that holds the state itself. `opaque`: an identifier. */
    kind: Type.Enum(['token', 'sealed', 'opaque'] as const),
    /** The framework with such a cookie, and its words for the remedy. */
    framework: Type.Union([Type.String(), Type.Null()]),
  },
  closed,
);

/** The checks of one log-in. */
const userChecks = Type.Object({ part: Type.Enum(probeParts), checks: Type.Array(check) }, closed);

const observations = Type.Object(
  {
    form: credentialForm,
    cookieNames: texts,
    users: Type.Array(userChecks),
    /** Seconds by which the clock of the issuer was ahead, one for each token with a time of issue. */
    issuerOffsets: Type.Array(Type.Number()),
    /** Seconds from issue to expiry; undefined if the credential does not state it. */
    lifetimeSeconds: maybe(Type.Number()),
    /** Log-ins, and those that failed although the credentials are right. */
    logIns: Type.Object(
      {
        sent: count,
        failed: texts,
        requestsEach: count,
        /** Those of `failed` that came before a log-in that worked; unknown in older recordings. */
        failedInTurn: Type.Optional(count),
        /** Answered with 429. They are not in `failed`. */
        limited: Type.Optional(count),
      },
      closed,
    ),
    /** Cookies without which, or with other spellings of which, some checks succeed and others fail. */
    affinityCookies: Type.Array(
      Type.Object(
        { name: Type.String(), ok: count, checks: count, isRespelled: maybe(Type.Boolean()) },
        closed,
      ),
    ),
    /** The checks after a log-out, with the credential of before. */
    afterLogOut: maybe(Type.Array(check)),
    /** Refreshes that several tabs sent at once. `isEnded`: no later refresh worked. */
    refreshRace: maybe(
      Type.Object(
        {
          tabs: count,
          rounds: Type.Array(Type.Object({ refused: texts, isEnded: Type.Boolean() }, closed)),
        },
        closed,
      ),
    ),
    /** Cookies that a browser would not store. `worksAnyway`: checks succeed if they are sent nevertheless. */
    notStored: maybe(
      Type.Object({ cookies: Type.Array(rejectedCookie), worksAnyway: Type.Boolean() }, closed),
    ),
    /** Values that tell the instances apart, by the header that shows them. */
    identities: maybe(Type.Object({ header: Type.String(), values: texts }, closed)),
    /** The checks are those of --watch. */
    isWatch: Type.Boolean(),
    /** Answers with 429. */
    limited: count,
  },
  closed,
);

export const probeRecording = Type.Object(
  {
    recordingVersion: Type.Literal(1),
    /** The version of Node, and the platform. */
    environment: Type.String(),
    url: Type.String(),
    date: Type.String(),
    seconds: Type.Number({ minimum: 0 }),
    sent: count,
    logIns: count,
    protocols: Type.Array(Type.Enum(probeProtocols)),
    isTlsVerified: Type.Boolean(),
    /** The failure rate below which a log-in is healthy. */
    limit: Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1 }),
    hasOtherAddresses: Type.Boolean(),
    hasLogOut: Type.Boolean(),
    /** The observations, or a sentence with the reason why there are none. */
    seen: Type.Union([observations, Type.String()]),
    remarks: texts,
    notRun: texts,
  },
  closed,
);

export type ProbeRecording = Frozen<Static<typeof probeRecording>>;
export type Observations = Frozen<Static<typeof observations>>;
export type UserChecks = Frozen<Static<typeof userChecks>>;
export type Check = Frozen<Static<typeof check>>;
export type Outcome = Check['outcome'];
export type CredentialForm = Frozen<Static<typeof credentialForm>>;
export type RejectedCookie = Frozen<Static<typeof rejectedCookie>>;
