// The report of the probe: what `npm run probe -- <url> --json` prints. loadtest/probe.schema.json is written from this schema.
import { type Static, type TProperties, Type } from 'typebox';
import { probeParts } from '../names.js';
import { closed, type Frozen, nullable, nullableNumber, nullableText } from './schema.js';

/** The possible diagnoses of the probe. */
export const causes = [
  'state-in-memory',
  'own-signing-keys',
  'own-cookie-secret',
  'cookie-cleared-on-miss',
  'affinity-by-connection',
  'affinity-by-address',
  'affinity-by-cookie',
  'cookie-not-stored',
  'sign-in-split',
  'logout-misses',
  'not-revoked',
  'clock-skew',
  'stale-key',
  'store-unavailable',
  'store-lost',
  'expiry',
  'refresh-race',
  'rate-limit',
  'header-too-large',
  'healthy',
] as const;
export type Cause = (typeof causes)[number];

const shape = <Properties extends TProperties>(properties: Properties) => Type.Object(properties, closed);
const count = (description: string) => Type.Integer({ minimum: 0, description });
const share = (description: string) => Type.Number({ minimum: 0, maximum: 1, description });
const range = (description: string) =>
  Type.Unsafe<readonly [low: number, high: number]>({
    type: 'array',
    items: { type: 'number', minimum: 0 },
    minItems: 2,
    maxItems: 2,
    description,
  });

/** The versions of HTTP that a probe uses. */
export const probeProtocols = ['HTTP/1.1', 'HTTP/2'] as const;
export type ProbePart = (typeof probeParts)[number];

const diagnosis = shape({
  cause: Type.Enum(causes),
  confidence: Type.Enum(['confirmed', 'likely', 'cannot-tell'] as const),
  evidence: Type.Array(Type.String(), { description: 'What was observed, one sentence each.' }),
  remedy: Type.String({ description: 'What to change.' }),
});

const part = shape({
  part: Type.Enum(probeParts, {
    description:
      'pinned keeps what log-in gave it, browser honours Set-Cookie; fresh opens a connection for each check, kept uses one for each log-in. http2 does the same over HTTP/2, kept with several streams at once.',
  }),
  requests: count('Checks that were sent.'),
  failures: count('Checks that did not prove a log-in.'),
  interval: range('95 % confidence interval of the failure rate.'),
});

export const probeReport = Type.Object(
  {
    schemaVersion: Type.Literal(1),
    url: Type.String({ description: 'The application.' }),
    verdict: Type.Enum(['healthy', 'broken', 'undecided'] as const),
    reason: nullableText({
      description: 'Why the verdict is undecided; null for any other.',
    }),
    requests: count('Checks of the part that decides the failure rate.'),
    failureRate: share('The share of these checks that did not prove a log-in.'),
    interval: range('95 % confidence interval of the failure rate.'),
    instances: shape({
      estimate: nullableNumber({
        description: 'The effective number of instances, 1/Σw²; null if unknown.',
      }),
      interval: nullable(range('95 % confidence interval of the estimate.')),
      named: Type.Array(Type.String(), { description: 'The feature that distinguishes the instances.' }),
    }),
    diagnoses: Type.Array(diagnosis, { description: 'The most likely first.' }),
    date: Type.String({ description: 'When the probe began, in UTC.' }),
    seconds: Type.Number({ minimum: 0, description: 'How long it took.' }),
    logIns: count('Log-ins that were sent.'),
    sent: count('All requests that were sent.'),
    protocols: Type.Array(Type.Enum(probeProtocols), { description: 'The versions of HTTP in use.' }),
    isTlsVerified: Type.Boolean({ description: 'False with --insecure.' }),
    framework: nullableText({
      description: 'The framework that the credential shows.',
    }),
    parts: Type.Array(part),
    watch: nullable(
      shape({
        users: count('Users who logged in before the watch.'),
        loggedOut: count('Users whose checks were refused up to the end.'),
        curve: Type.Array(
          shape({
            second: count('Whole seconds since the first log-in.'),
            loggedIn: count('Users who were not logged out by its end.'),
            checks: count('Checks that were sent in it.'),
            failures: count('Those that did not prove a log-in.'),
          }),
        ),
      }),
    ),
    remarks: Type.Array(Type.String(), { description: 'What the probe saw, and why it stopped.' }),
    notRun: Type.Array(Type.String(), { description: 'The parts that were not run, and why.' }),
  },
  {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:scale-out-lab:probe-report:1',
    title: 'Probe report',
    description: 'What `npm run probe -- <url> --json` prints. Rates are shares from 0 to 1.',
    ...closed,
  },
);
export type ProbeReport = Frozen<Static<typeof probeReport>>;
export type Diagnosis = ProbeReport['diagnoses'][number];
