// The report of a load test: what `npm run loadtest -- --json` prints and report.json holds. loadtest/report.schema.json is
// written from this schema.
import { type Static, type TProperties, type TSchema, type TSchemaOptions, Type } from 'typebox';
import { experimentNames } from '../experiments.js';
import { clients } from '../predict/prediction.js';
import { engineNames, mapNumberSettings } from '../trial-settings.js';
import { type Frozen, nullableBoolean, nullableNumber, nullableText } from './schema.js';

/** The definitions of the JSON Schema. A definition is used by its reference, so that the document names each shape once. */
const $defs: Record<string, TSchema> = {};
function define<Schema extends TSchema>(name: string, schema: Schema) {
  $defs[name] = schema;
  return Type.Unsafe<Static<Schema>>({ $ref: `#/$defs/${name}` });
}

const shape = <Properties extends TProperties>(properties: Properties, description?: string) =>
  Type.Object(properties, { additionalProperties: false, ...(description && { description }) });
const text = (description: string) => Type.String({ minLength: 1, description });
const count = (description: string, minimum = 0) => Type.Integer({ minimum, description });
const number = (description: string, options: TSchemaOptions = {}) =>
  Type.Number({ ...options, description });
const share = (description: string) => number(description, { minimum: 0, maximum: 1 });
const positive = (description: string) => number(description, { minimum: 0 });
const numberOrNull = (description: string, options: TSchemaOptions = {}) =>
  nullableNumber({ ...options, description });
const textOrNull = (description: string) => nullableText({ description });
const booleanOrNull = (description: string) => nullableBoolean({ description });
const list = <Item extends TSchema>(items: Item, description: string, options: TSchemaOptions = {}) =>
  Type.Array(items, { ...options, description });
const distinct = { minItems: 1, uniqueItems: true };
const numbersByName = (values: TSchema, description: string) =>
  Type.Unsafe<Record<string, number>>({ type: 'object', additionalProperties: values, description });
const range = (low: TSchema, high: TSchema, description: string) =>
  Type.Unsafe<readonly [low: number, high: number]>({
    type: 'array',
    prefixItems: [low, high],
    items: false,
    minItems: 2,
    maxItems: 2,
    description,
  });

const mode = text("The mode's name, as in GET /api/modes.");
const client = define(
  'client',
  Type.Enum(clients, {
    description:
      'How the client treats its credential: pinned keeps what log-in gave it, browser honours Set-Cookie on every answer, persistent logs in again on a 401. The scored experiments copy a credential and keep the copy: pinned.',
  }),
);
const experiment = define(
  'experiment',
  Type.Enum(experimentNames, {
    description:
      'What the trial measured: steady sends requests while nothing is broken; the others are scored by their figures.',
  }),
);

const environment = define(
  'environment',
  shape(
    {
      date: Type.String({
        pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$',
        description: 'When the report was made, in UTC.',
      }),
      loadtest: text('Version of the load test.'),
      node: text('Version of Node.js that ran the load test.'),
      platform: text('Operating system and processor architecture.'),
      cpu: text('Processor model.'),
      cpus: count('Logical processors.'),
      url: text('The address that was measured.'),
      instances: list(text("An instance's ID."), 'The instances found behind the URL.', distinct),
      versions: Type.Unsafe<Record<string, string>>({
        type: 'object',
        additionalProperties: { type: 'string' },
        description: 'The known versions of the server side, product to version.',
      }),
    },
    'Where the numbers come from.',
  ),
);

const settings = define(
  'settings',
  shape(
    {
      experiment,
      experiments: list(experiment, 'The experiments to run; experiment is the first of them.', distinct),
      modes: list(text("A mode's name."), 'The modes to measure.', distinct),
      clients: list(client, 'The kinds of client to measure with.', distinct),
      engine: Type.Enum(engineNames, {
        description: 'The HTTP client of the users of the experiment steady.',
      }),
      // From 1, even where the option itself starts higher: a report with a smaller number stays valid.
      ...mapNumberSettings((_name, setting) => count(setting.description, 1)),
      thresholds: Type.Optional(
        list(text('A limit, such as 1%.'), 'The limits of the run; missing if there are none.', distinct),
      ),
    },
    'The options of the run.',
  ),
);

const outcomes = shape(
  {
    ok: count('200, and the body names the right user.'),
    unauthenticated: count('401 after a good log-in.'),
    wrongUser: count('200, but the body names another user.'),
    unavailable: count('502, 503 or 504.'),
    error: count('Anything else: another status, a body that cannot be read, no answer.'),
  },
  'The logged-in requests by outcome. Adds up to requests.',
);

const figure = define(
  'figure',
  shape(
    {
      name: text('Its name.'),
      unit: text('The unit it counts; s is seconds, share a number from 0 to 1.'),
      predicted: range(
        number('The lowest that agrees.'),
        number('The highest that agrees.'),
        'Both the same: exactly that.',
      ),
      explanation: text('The reason of the prediction, in words.'),
      measured: number('The measured number.'),
      agrees: booleanOrNull(
        'Whether the measured number lies in the predicted range; null if that range has all that could be measured.',
      ),
      evidence: Type.Optional(text('A list of what was counted and should not have been there.')),
    },
    'A measured number, and the closed range that was predicted for it.',
  ),
);

const refusal = define(
  'refusal',
  shape(
    {
      code: text('As in reasons.'),
      issuedBy: textOrNull('The instance that issued the credential; null if it is unknown.'),
      refusedBy: textOrNull('The instance that answered; null if there was no answer.'),
      count: count('How many.', 1),
    },
    'Requests that were not ok for the same reason, with credentials of the same instance, at the same instance.',
  ),
);

const second = count('Which, from 0.');
const timeline = define(
  'timeline',
  shape(
    {
      events: list(
        shape({ atSeconds: positive('When.'), what: text('For people.') }),
        'The injected events, the same for all modes.',
      ),
      seconds: list(
        shape({
          second,
          sent: count('Requests.'),
          outcomes,
          answersBy: numbersByName(Type.Integer({ minimum: 1 }), 'Answers by instance, refusals included.'),
          retried: count('Requests that the balancer retried.'),
          resent: count('Requests that the load test sent again.'),
        }),
        'A row for each second: the requests that were sent in it.',
      ),
      survival: list(
        shape({
          second,
          ok: count('Users whose latest read was answered with their name, or who have not read yet.'),
          loggedOut: count('Users whose latest read was refused, or answered with another name.'),
        }),
        'The users who were logged in at the start, at each full second.',
      ),
    },
    'For a fault: events, requests and users of this mode, second by second from the start of the traffic.',
  ),
);

const latency = (description: string) => numberOrNull(description, { minimum: 0 });
const trial = define(
  'trial',
  shape(
    {
      mode,
      experiment,
      client,
      repeat: count('Which repetition this is, from 1.', 1),
      instances: count('N: the number of instances found behind the URL.', 1),
      users: count('Virtual users; in the experiment steady each is on a connection of its own.', 1),
      requests: count(
        'Logged-in requests sent by all users together. Log-ins and open requests are not counted; nor are, in the scored experiments, requests before the attack or log-out that the experiment measures.',
        1,
      ),
      outcomes,
      failureRate: share('The share of requests that were not ok.'),
      predicted: share('The predicted failure rate.'),
      interval: range(
        share('Low end.'),
        share('High end.'),
        "Where the true failure rate lies with 99.9 % confidence: Wilson's score interval on effectiveRequests.",
      ),
      effectiveRequests: number(
        'The equivalent number of independent requests: requests divided by the design effect, with users as clusters.',
        { exclusiveMinimum: 0 },
      ),
      figures: list(
        figure,
        'The results of the experiment, the most important first; empty if that is the failure rate.',
      ),
      agrees: booleanOrNull(
        'Whether the measurement agrees with the prediction; null if no result of the trial could have disagreed.',
      ),
      agreement: Type.Enum(['agrees', 'disagrees', 'not decided'], {
        description: 'The same as agrees, in words.',
      }),
      disagreement: textOrNull(
        'Why it disagrees, in words; null if it does not. If requests were refused, it names the commonest refusal.',
      ),
      latencyMs: shape(
        {
          p50: latency('Median, nearest rank.'),
          p95: latency('95th percentile.'),
          p99: latency('99th percentile.'),
        },
        'Milliseconds from request to answer, of the requests that were ok; null if none was.',
      ),
      goodput: positive('Requests that were ok per second, over durationSeconds.'),
      durationSeconds: positive('From the first logged-in request sent to the last one finished.'),
      logIns: count('Log-ins sent, the first of each user included.'),
      logInsPerSuccess: latency('Log-ins after the first per request that was ok; null if none was.'),
      predictedLogInsPerSuccess: positive('The predicted logInsPerSuccess.'),
      spread: shape(
        {
          answers: numbersByName(count('Answers.'), 'Answers to logged-in requests, by instance.'),
          largestDeviation: share("The largest distance of an instance's share from 1/N."),
        },
        'How evenly the balancer spread the logged-in requests.',
      ),
      usersServedByEveryInstance: count('Users with an accepted request at every instance.'),
      userFailureRates: shape(
        {
          min: share('Of the luckiest user.'),
          median: share('Of the user in the middle.'),
          max: share('Of the unluckiest user.'),
        },
        "How unequally the failures are distributed: the users' own failure rates.",
      ),
      reasons: numbersByName(
        count('How often.', 1),
        "Why requests were not ok: the problem's code, or http-<status>, or no-answer.",
      ),
      refusals: list(
        refusal,
        'Which instance refused whose credential, the commonest first; in scored experiments and faults only of requests that should have been accepted.',
      ),
      timeline: Type.Optional(timeline),
    },
    'One mode and one kind of client, measured once.',
  ),
);

const failedTrial = define(
  'failedTrial',
  shape(
    { experiment, mode, client, repeat: count('Which repetition.', 1), reason: text('Why, in words.') },
    'A trial in which nothing could be measured.',
  ),
);

const verdict = define(
  'verdict',
  shape(
    {
      expression: text('The threshold as it was written.'),
      mode,
      client,
      value: numberOrNull(
        'The median over the repeats that was compared; null if no request was ok, which passes no threshold.',
      ),
      passed: Type.Boolean({ description: 'Whether the value is within the limit.' }),
    },
    'The result of one threshold in one mode with one kind of client.',
  ),
);

const skipped = define(
  'skipped',
  shape(
    { experiment, reason: text('What is missing, for people.') },
    'An experiment that could not run in this environment.',
  ),
);

export const reportDocument = Type.Object(
  {
    schemaVersion: Type.Literal(1, {
      description: 'Changes when a name or a meaning changes, not when a name is added.',
    }),
    interrupted: Type.Boolean({
      description: 'Whether the run was stopped; trials then holds the finished ones.',
    }),
    resumedFrom: Type.Optional(
      Type.String({
        description:
          'The date of the interrupted report whose trials are among these; environment is that of the trials that were missing in it.',
      }),
    ),
    environment,
    settings,
    trials: list(trial, 'Every trial, in the order in which they were run.'),
    failedTrials: list(failedTrial, 'Trials in which nothing could be measured.'),
    thresholds: list(verdict, 'The verdict on each threshold, for each mode and client.'),
    skipped: Type.Optional(
      list(skipped, 'Requested experiments that cannot run here; missing if there are none.', {
        minItems: 1,
      }),
    ),
  },
  {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:scale-out-lab:loadtest-report:1',
    title: 'Load test report',
    description:
      'What `npm run loadtest -- --json` prints and report.json holds. Rates are shares from 0 to 1.',
    additionalProperties: false,
    $defs,
  },
);

export type ReportDocument = Frozen<Static<typeof reportDocument>>;
export type Environment = ReportDocument['environment'];
export type Settings = ReportDocument['settings'];
export type Trial = ReportDocument['trials'][number];
export type FailedTrial = ReportDocument['failedTrials'][number];
export type SkippedExperiment = NonNullable<ReportDocument['skipped']>[number];
export type Verdict = ReportDocument['thresholds'][number];
export type Outcomes = Trial['outcomes'];
export type Agreement = Trial['agreement'];
export type Figure = Trial['figures'][number];
export type CountedRefusal = Trial['refusals'][number];
export type Latency = Trial['latencyMs'];
export type InstanceSpread = Trial['spread'];
export type Timeline = NonNullable<Trial['timeline']>;
